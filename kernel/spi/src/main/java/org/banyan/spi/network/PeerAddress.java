package org.banyan.spi.network;

/**
 * Where a peer listens and who it must be. Text form: {@code <node id>@<host>:<port>}.
 *
 * @param host name or literal address, without brackets
 */
public record PeerAddress(NodeId id, String host, int port) {
    public static final int HOST_LENGTH_MAX = 253;

    private static final int PORT_MAX = 65_535;
    private static final String FORM = "NODE-ID@HOST:PORT, the node id being 64 hexadecimal digits";

    public PeerAddress {
        if (host.isEmpty()
                || host.length() > HOST_LENGTH_MAX
                || !host.chars().allMatch(PeerAddress::isOfHost)
                || port < 1
                || port > PORT_MAX) {
            throw new IllegalArgumentException("a peer's address is " + FORM + " but was '" + host + ":" + port + "'");
        }
    }

    private static boolean isOfHost(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ".-_:".indexOf(c) >= 0;
    }

    /** @throws IllegalArgumentException saying what the form is */
    public static PeerAddress parse(String text) {
        int at = text.indexOf('@');
        int colon = text.lastIndexOf(':');
        boolean formed = at > 0 && colon > at + 1 && text.substring(colon + 1).matches("[0-9]{1,5}");
        if (!formed) {
            throw new IllegalArgumentException("a peer's address is " + FORM + " but was '" + text + "'");
        }
        String host = text.substring(at + 1, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new PeerAddress(
                NodeId.parse(text.substring(0, at)),
                bracketed ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return id + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
