package org.banyan.simulation.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 with tags, and the counted lists made of it, written down once more from DESIGN.md 2 and {@code docs/spi/encoding.md}. */
final class Digest {
    static final int LEAF = 0x00;
    static final int NODE = 0x01;
    static final int EMPTY_LIST = 0x02;
    static final int HEADER = 0x10;
    static final int TRANSACTION_BODY = 0x11;
    static final int AUTHORIZATIONS = 0x13;
    static final int INHERENT = 0x14;
    static final int LIST_BODY = 0x40;
    static final int LIST_RECEIPTS = 0x41;

    private Digest() {}

    static byte[] hash(int tag, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) tag);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** {@code H(tag, count || RFC 6962 root)}. */
    static byte[] list(int tag, List<byte[]> leaves) {
        byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(leaves.size()).array();
        return hash(tag, count, leaves.isEmpty() ? hash(EMPTY_LIST) : tree(leaves));
    }

    /** RFC 6962 2.1: split at the largest power of two below the size. */
    private static byte[] tree(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return hash(LEAF, leaves.getFirst());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return hash(NODE, tree(leaves.subList(0, split)), tree(leaves.subList(split, leaves.size())));
    }

    /** The leaves that a header's body root commits to. */
    static List<byte[]> bodyLeaves(List<byte[]> inherents, List<byte[]> transactions) {
        List<byte[]> leaves = new ArrayList<>();
        for (byte[] inherent : inherents) {
            leaves.add(joined(new byte[] {1}, hash(INHERENT, inherent)));
        }
        for (byte[] transaction : transactions) {
            RawMessage envelope = new RawMessage(transaction);
            ByteArrayOutputStream authorizations = new ByteArrayOutputStream();
            for (byte[] each : envelope.all(4)) {
                authorizations.write(0x0a);
                writeVarint(authorizations, each.length);
                authorizations.writeBytes(each);
            }
            leaves.add(joined(
                    new byte[] {2},
                    hash(TRANSACTION_BODY, envelope.bytes(3)),
                    hash(AUTHORIZATIONS, authorizations.toByteArray())));
        }
        return leaves;
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left >= 0x80) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
