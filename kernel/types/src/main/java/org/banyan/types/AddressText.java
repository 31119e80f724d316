package org.banyan.types;

/**
 * Text form of the addresses of one chain: bech32m (BIP-350) of the 32 bytes with the chain's prefix, such as {@code dev1…}. One typing error never yields
 * another address, and an address of another chain is told apart by its prefix. DESIGN.md 2.
 *
 * @param prefix lower-case letters, 1 to {@value #PREFIX_LENGTH_MAX}
 */
public record AddressText(String prefix) {
    public static final int PREFIX_LENGTH_MAX = 16;

    public AddressText {
        requirePrefix(prefix);
    }

    /** @throws IllegalArgumentException if {@code prefix} cannot stand before addresses */
    public static void requirePrefix(String prefix) {
        boolean allowed = !prefix.isEmpty()
                && prefix.length() <= PREFIX_LENGTH_MAX
                && prefix.chars().allMatch(c -> c >= 'a' && c <= 'z');
        if (!allowed) {
            throw new IllegalArgumentException(
                    "an address prefix is 1 to " + PREFIX_LENGTH_MAX + " lower-case letters");
        }
    }

    public String format(Address address) {
        return Bech32m.encode(prefix, address.bytes());
    }

    /** @throws IllegalArgumentException naming what is wrong: form, case, checksum, prefix or length */
    public Address parse(String text) {
        Bech32m.Decoded decoded;
        Bytes payload;
        try {
            decoded = Bech32m.decode(text);
            payload = Bech32m.toBytes(decoded.groups());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("'" + shown(text) + "' is not an address: " + malformed.getMessage());
        }
        if (!decoded.prefix().equals(prefix)) {
            throw new IllegalArgumentException("'" + shown(text) + "' is an address with prefix '" + decoded.prefix()
                    + "' but this chain uses '" + prefix + "'; check which chain it is for");
        }
        if (payload.size() != Hash.SIZE) {
            throw new IllegalArgumentException("'" + shown(text) + "' is not an address: it holds " + payload.size()
                    + " bytes instead of " + Hash.SIZE);
        }
        return new Address(Hash.of(payload));
    }

    /** Hostile input is not repeated in full in messages. */
    private static String shown(String text) {
        return text.length() <= Bech32m.LENGTH_MAX ? text : text.substring(0, Bech32m.LENGTH_MAX) + "…";
    }
}
