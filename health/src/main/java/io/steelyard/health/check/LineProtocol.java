package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import io.steelyard.health.tls.TlsSettings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of health check has to know of a protocol in which the server greets first and both sides speak lines.
 *
 * @param name as it stands in a reason
 * @param reply the form of its greeting
 * @param greeting what a greeting must begin with
 * @param greetingWords the same as a person says it
 * @param startTls asks the server to go over to TLS
 * @param goodbye the last line said; its reply is not waited for
 */
record LineProtocol(
        String name, LineReply reply, Pattern greeting, String greetingWords, LineCommand startTls, String goodbye) {

    static final Setting<TlsMode> TLS = TlsMode.setting(TlsMode.NONE, TlsMode.IMPLICIT, TlsMode.STARTTLS);

    static final Setting<Pattern> EXPECT = Setting.pattern(
            "expect",
            "A regular expression that must be found in the server's greeting. Left out, any greeting of the protocol "
                    + "counts as up.");

    static final List<Setting<?>> SETTINGS = Stream.concat(
                    Stream.of(EXPECT, TLS, CheckPort.PORT), TlsReading.SETTINGS.stream())
            .toList();

    static LineProtocol of(
            String name, LineReply reply, String greeting, String greetingWords, LineCommand startTls, String goodbye) {
        return new LineProtocol(name, reply, Pattern.compile(greeting), greetingWords, startTls, goodbye);
    }

    /** The check that these settings describe. */
    HealthCheck check(Settings settings) {
        return check(settings, List.of());
    }

    /** @param first what is asked after the greeting, before TLS is started */
    HealthCheck check(Settings settings, List<LineCommand> first) {
        TlsMode mode = settings.get(TLS);
        TlsSettings tls = null;
        if (mode == TlsMode.NONE) {
            TlsReading.refuse(settings, "set 'tls' to implicit or starttls");
        } else {
            tls = TlsReading.read(settings);
        }
        Connecting connecting = new Connecting(CheckPort.of(settings), mode == TlsMode.IMPLICIT ? tls : null);
        @Nullable TlsSettings later = mode == TlsMode.STARTTLS ? tls : null;
        LineConversation conversation = new LineConversation(this, first, settings.find(EXPECT), later);
        return (target, network) -> connecting.open(target, network, conversation);
    }
}
