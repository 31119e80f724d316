package org.banyan.types.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.List;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.fuzzing.InputChoices;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.generators.RandomValues;
import org.banyan.types.list.HistoryAccumulator;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;

/**
 * Every message of the protocol, by every input: refused with a {@link CodecException}, or read to the value that protobuf-java reads too and whose encoding
 * the input is. The first byte chooses the message. Rules ENC-1 and ENC-2 of docs/spi/encoding.md, promise RX3.
 */
class CodecFuzzTest {
    private static final List<MessageKind<?>> TRANSACTIONS = in("transaction");
    private static final List<MessageKind<?>> BLOCKS = in("block");
    private static final List<MessageKind<?>> RECEIPTS = in("receipt");
    private static final List<MessageKind<?>> PROOFS = in("proof");
    private static final List<MessageKind<?>> SPECIFICATIONS = in("specification");

    /** Messages by the file that publishes them. */
    private static List<MessageKind<?>> in(String file) {
        List<MessageKind<?>> kinds = MessageKind.all().stream()
                .filter(kind -> kind.prototype()
                        .getDescriptorForType()
                        .getFile()
                        .getName()
                        .endsWith(file + ".proto"))
                .toList();
        assertThat(kinds).as("messages of %s.proto", file).isNotEmpty();
        return kinds;
    }

    @FuzzTarget
    void transactions(byte[] input) {
        checkChosen(TRANSACTIONS, input);
    }

    @FuzzTarget
    void blocks(byte[] input) {
        checkChosen(BLOCKS, input);
    }

    @FuzzTarget
    void receipts(byte[] input) {
        checkChosen(RECEIPTS, input);
    }

    @FuzzTarget
    void proofs(byte[] input) {
        checkChosen(PROOFS, input);
    }

    @FuzzTarget
    void specifications(byte[] input) {
        checkChosen(SPECIFICATIONS, input);
    }

    @FuzzTarget
    void signed_transactions(byte[] input) {
        Bytes raw = Bytes.copyOf(input);
        try {
            assertThat(SignedTransaction.decode(raw, Sha256.INSTANCE).raw()).isEqualTo(raw);
        } catch (CodecException refusal) {
            assertThat(refusal).hasMessageContaining("at byte");
        }
    }

    @FuzzTarget
    void histories(byte[] input) {
        checkOneEncoding(HistoryAccumulator.CODEC, Bytes.copyOf(input));
    }

    /** The input chooses a valid value of any message and what is broken in its encoding, so that the search starts behind every length and limit. */
    @FuzzTarget
    void broken_encodings(byte[] input) {
        RandomValues values = new RandomValues(new InputChoices(input));
        checkBroken(values.oneOf(MessageKind.all()), values);
    }

    private static <T> void checkBroken(MessageKind<T> kind, RandomValues values) {
        WireMutator mutator = new WireMutator(values);
        Bytes encoding = kind.codec().encode(kind.generate().apply(values));
        int changes = values.upTo(3);
        for (int i = 0; i < changes; i++) {
            encoding = mutator.mutate(encoding);
        }
        boolean accepted = check(kind, encoding);
        assertThat(accepted || changes > 0)
                .as("%s is read back: %s", kind, encoding)
                .isTrue();
    }

    private static void checkChosen(List<MessageKind<?>> kinds, byte[] input) {
        if (input.length > 0) {
            check(kinds.get((input[0] & 0xff) % kinds.size()), Bytes.wrap(Arrays.copyOfRange(input, 1, input.length)));
        }
    }

    /** Whether the bytes are accepted. */
    private static <T> boolean check(MessageKind<T> kind, Bytes bytes) {
        T value;
        try {
            value = kind.codec().decode(bytes);
        } catch (CodecException refusal) {
            assertThat(refusal).hasMessageContaining("at byte");
            return false;
        }
        assertThat(kind.codec().encode(value)).isEqualTo(bytes);
        if (hasReadableEnvelopes(value)) {
            assertThat(parse(kind, bytes)).isEqualTo(kind.mirror().apply(value));
        }
        return true;
    }

    /** A body keeps its transactions as received; they are decoded, and refused, one by one. */
    private static boolean hasReadableEnvelopes(Object value) {
        List<Bytes> envelopes = switch (value) {
            case Body body -> body.transactions();
            case Block block -> block.body().transactions();
            default -> List.of();
        };
        try {
            envelopes.forEach(Transaction.CODEC::decode);
            return true;
        } catch (CodecException refusal) {
            return false;
        }
    }

    private static <T> void checkOneEncoding(Codec<T> codec, Bytes bytes) {
        try {
            assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
        } catch (CodecException refusal) {
            assertThat(refusal).hasMessageContaining("at byte");
        }
    }

    private static Message parse(MessageKind<?> kind, Bytes bytes) {
        try {
            return kind.prototype().getParserForType().parseFrom(bytes.readOnlyArray());
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError("we accept what protobuf-java refuses: " + bytes, malformed);
        }
    }
}
