package io.steelyard.journal;

import io.steelyard.config.MailConfig;
import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends entries by e-mail, all that were collected as one message in plain text, the newest in the subject. */
final class MailReceiver implements Receiver {
    private static final String TIMEOUT_MILLIS = "10000";
    private static final int MOST_SUBJECT = 150;

    private final MailConfig config;

    MailReceiver(MailConfig config) {
        this.config = config;
    }

    /** Made anew for each message, so that a changed file of certificates counts. */
    private Session session() throws IOException {
        return Session.getInstance(properties(config), logOn(config));
    }

    private static Properties properties(MailConfig config) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", config.server());
        properties.setProperty("mail.smtp.port", String.valueOf(config.port()));
        properties.setProperty("mail.smtp.auth", String.valueOf(!config.user().isEmpty()));
        boolean startTls = config.security() == MailConfig.Security.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(config.security() == MailConfig.Security.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        for (String time : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail.smtp." + time, TIMEOUT_MILLIS);
        }
        if (config.security() != MailConfig.Security.NONE) {
            properties.put(
                    "mail.smtp.ssl.socketFactory",
                    TrustedBy.file(config.caFile()).getSocketFactory());
            // Else a server that this refuses is tried again with what the Java runtime trusts.
            properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        }
        return properties;
    }

    private static @Nullable Authenticator logOn(MailConfig config) {
        if (config.user().isEmpty()) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(config.user(), config.password());
            }
        };
    }

    @Override
    public void deliver(List<JournalEntry> entries) throws IOException {
        try {
            MimeMessage message = new MimeMessage(session());
            message.setFrom(new InternetAddress(config.from()));
            for (String to : config.to()) {
                message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
            }
            message.setSubject(subject(entries), StandardCharsets.UTF_8.name());
            message.setText(text(entries), StandardCharsets.UTF_8.name());
            message.setSentDate(
                    Date.from(entries.get(entries.size() - 1).event().at()));
            message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834
            Transport.send(message);
        } catch (MessagingException e) {
            IOException failure = new IOException(String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " "), e);
            throw TrustedBy.explained(failure, config.server(), config.caFile());
        }
    }

    private static String subject(List<JournalEntry> entries) {
        String newest = entries.get(entries.size() - 1).event().sentence().replaceAll("\\p{Cntrl}+", " ");
        String cut = newest.length() > MOST_SUBJECT ? newest.substring(0, MOST_SUBJECT) + "..." : newest;
        return "Steelyard: " + cut + (entries.size() == 1 ? "" : " (and " + (entries.size() - 1) + " more)");
    }

    private static String text(List<JournalEntry> entries) {
        return entries.stream()
                .map(JournalEntry::event)
                .map(event -> event.at() + "  " + event.severity() + "  " + where(event) + event.sentence() + "\r\n")
                .collect(Collectors.joining());
    }

    private static String where(Event event) {
        return event.virtualService() == null ? "" : event.virtualService() + ": ";
    }

    @Override
    public String name() {
        return "mail " + config.server() + ":" + config.port();
    }

    @Override
    public Severity least() {
        return config.least();
    }

    @Override
    public Retry retry() {
        return new Retry(8, Duration.ofSeconds(5), Duration.ofMinutes(1));
    }

    @Override
    public Duration collect() {
        return config.collect();
    }

    @Override
    public void close() {
        // every connection lives for one message
    }
}
