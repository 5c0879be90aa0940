package io.steelyard.admin.access;

import io.steelyard.config.AdminConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the appliance makes for itself: ECDSA on P-256, signed by itself, for the address and the names by
 * which it is asked for. It is made at the first start, kept in two files that only their owner may read, and made anew
 * when it is about to expire or when a configured name or address is not in it.
 */
final class OwnCertificate {
    static final String CERTIFICATE = "admin-certificate.pem";
    static final String KEY = "admin-key.pem";

    private static final Logger log = LoggerFactory.getLogger(OwnCertificate.class);
    /** As long as browsers take one that a person has trusted. */
    private static final Duration VALID = Duration.ofDays(820);

    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private OwnCertificate() {}

    /** The kept one, or a new one. Uses the disk; one that can't be kept there is used all the same. */
    static Certificate in(Path directory, AdminConfig config, Clock clock) throws GeneralSecurityException {
        Path certificate = directory.resolve(CERTIFICATE);
        Path key = directory.resolve(KEY);
        if (Files.exists(certificate) && Files.exists(key)) {
            try {
                Certificate kept = PemFiles.read(certificate, key);
                if (isGood(kept.chain().get(0), config, clock.instant())) {
                    return kept;
                }
            } catch (IOException e) {
                log.warn("the admin side's own certificate can't be read, another one is made: {}", e.getMessage());
            }
        }
        Certificate made = make(names(config), addresses(config), clock.instant());
        try {
            OwnerFile.makeDirectory(directory);
            OwnerFile.write(key, PemFiles.write(made.key()));
            OwnerFile.write(certificate, PemFiles.write(made));
        } catch (IOException e) {
            log.warn("the admin side's own certificate can't be kept, the next start makes another: {}", e.toString());
        }
        return made;
    }

    static boolean isGood(X509Certificate certificate, AdminConfig config, Instant now) {
        if (certificate.getNotAfter().toInstant().isBefore(now.plus(RENEW_BEFORE))) {
            return false;
        }
        Set<String> inIt = new TreeSet<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                all.forEach(name -> inIt.add(plain(String.valueOf(name.get(1)))));
            }
        } catch (GeneralSecurityException e) {
            return false;
        }
        String address = plain(config.address());
        return inIt.containsAll(config.hostNames()) && (isEvery(address) || inIt.contains(address));
    }

    private static Certificate make(Set<String> names, Set<String> addresses, Instant now)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.O, "Steelyard")
                .addRDN(BCStyle.CN, cut(names.iterator().next()))
                .build();
        GeneralName[] all = java.util.stream.Stream.concat(
                        names.stream().map(name -> new GeneralName(DNS_NAME, name)),
                        addresses.stream().map(address -> new GeneralName(IP_ADDRESS, address)))
                .toArray(GeneralName[]::new);
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(120, new SecureRandom()).setBit(120),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(VALID)),
                            subject,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new Certificate(pair.getPrivate(), List.of(certificate));
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException("a certificate could not be made", e);
        }
    }

    private static Set<String> names(AdminConfig config) {
        Set<String> names = new TreeSet<>(config.hostNames());
        names.addAll(MachineNames.now());
        names.add("localhost");
        return names;
    }

    /** The one it listens on, or all of this machine's where it listens on every one. */
    private static Set<String> addresses(AdminConfig config) {
        Set<String> addresses = new TreeSet<>(Set.of("127.0.0.1", "::1"));
        if (!isEvery(plain(config.address()))) {
            addresses.add(config.address());
            return addresses;
        }
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                    .limit(50)
                    .forEach(address -> addresses.add(address.getHostAddress()));
        } catch (SocketException e) {
            log.debug("this machine's addresses can't be listed", e);
        }
        return addresses.stream().map(address -> address.replaceAll("%.*", "")).collect(Collectors.toSet());
    }

    private static boolean isEvery(String address) {
        return address.equals(plain("0.0.0.0")) || address.equals(plain("::"));
    }

    /** An address always written in the same way; anything else as it is. */
    @SuppressWarnings("AddressSelection") // a literal stands for one address
    private static String plain(String name) {
        if (!name.contains(":") && !name.matches("[0-9.]+")) {
            return name;
        }
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (IOException e) {
            return name;
        }
    }

    private static String cut(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64);
    }
}
