package io.steelyard.health.check;

/** The security protocols that RDP can agree on (MS-RDPBCGR, 2.2.1.1.1), each one bit. */
enum RdpProtocol {
    /** TLS, the password asked for on the server's own screen. */
    TLS(0x1, "TLS"),
    /** CredSSP, what the settings of Windows call Network Level Authentication. */
    CREDSSP(0x2, "CredSSP (NLA)"),
    /** RDSTLS, behind a redirecting broker. */
    RDSTLS(0x4, "RDSTLS"),
    /** CredSSP with the early user authorization result. */
    CREDSSP_EX(0x8, "CredSSP with early user authorization (NLA)"),
    /** Entra ID. */
    ENTRA(0x10, "Entra ID authentication");

    private final int bit;
    private final String words;

    RdpProtocol(int bit, String words) {
        this.bit = bit;
        this.words = words;
    }

    int bit() {
        return bit;
    }

    /** The protocol that this number selects, in words. */
    static String words(long selected) {
        if (selected == 0) {
            return "standard RDP security";
        }
        for (RdpProtocol protocol : values()) {
            if (protocol.bit == selected) {
                return protocol.words;
            }
        }
        return "an unknown security protocol, " + selected;
    }
}
