package org.banyan.node.signing;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.banyan.consensus.SignRequest;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * What a key signed last on one chain, as a guard's file and an exported one say it: lines of text that an operator can read, ended by their checksum.
 *
 * <pre>
 * banyan-sign-guard 1
 * chain 6c3f...
 * key 1 02ab...
 * BLOCK 1042 0 9d1e... 9d1e...
 * VOTE 1039 1 77aa... 3c51... 1038
 * crc 1f3a9c04
 * </pre>
 *
 * A line of a type holds major, minor, block and object of the last request that was signed, and its memory unless that is 0. Every other text is refused: reading and writing again must
 * give the same bytes.
 */
public record GuardRecord(ChainId chain, PublicKey key, Map<SignatureType, SignRequest> last) {
    public static final int BYTES_MAX = 4096;

    private static final String FIRST_LINE = "banyan-sign-guard 1";

    public GuardRecord {
        last = Collections.unmodifiableMap(new TreeMap<>(last));
    }

    GuardRecord with(SignRequest request) {
        Map<SignatureType, SignRequest> next = new TreeMap<>(last);
        next.put(request.type(), request);
        return new GuardRecord(chain, key, next);
    }

    public Bytes encoded() {
        StringBuilder text = new StringBuilder(FIRST_LINE)
                .append("\nchain ")
                .append(chain)
                .append("\nkey ")
                .append(key.scheme())
                .append(' ')
                .append(key.bytes().toHex());
        last.forEach((type, request) -> text.append('\n')
                .append(type.name())
                .append(' ')
                .append(request.major())
                .append(' ')
                .append(request.minor())
                .append(' ')
                .append(request.block())
                .append(' ')
                .append(request.object())
                .append(request.memory() == 0 ? "" : " " + request.memory()));
        text.append('\n');
        byte[] covered = text.toString().getBytes(StandardCharsets.US_ASCII);
        text.append("crc ").append(checksum(covered)).append('\n');
        return Bytes.utf8(text.toString());
    }

    /** Empty when the bytes are not exactly what {@link #encoded} writes. */
    public static Optional<GuardRecord> decode(Bytes bytes) {
        String text = new String(bytes.toArray(), StandardCharsets.US_ASCII);
        try {
            return Optional.of(parse(text)).filter(record -> record.encoded().equals(bytes));
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return Optional.empty();
        }
    }

    private static GuardRecord parse(String text) {
        String[] lines = text.split("\n", -1);
        ChainId chain = ChainId.fromHex(words(lines[1])[1]);
        String[] key = words(lines[2]);
        Map<SignatureType, SignRequest> last = new TreeMap<>();
        for (int i = 3; !lines[i].startsWith("crc "); i++) {
            String[] words = words(lines[i]);
            SignatureType type = SignatureType.valueOf(words[0]);
            last.put(
                    type,
                    new SignRequest(
                            type,
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            BlockId.fromHex(words[3]),
                            Hash.fromHex(words[4]),
                            words.length == 5 ? 0 : Long.parseLong(words[5])));
        }
        return new GuardRecord(chain, new PublicKey(Integer.parseInt(key[1]), Bytes.fromHex(key[2])), last);
    }

    private static String[] words(String line) {
        return line.split(" ", -1);
    }

    private static String checksum(byte[] covered) {
        CRC32C crc = new CRC32C();
        crc.update(covered);
        byte[] value = new byte[4];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (crc.getValue() >>> (24 - 8 * i));
        }
        return Bytes.wrap(value).toHex();
    }
}
