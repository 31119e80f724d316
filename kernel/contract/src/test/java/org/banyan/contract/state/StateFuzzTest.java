package org.banyan.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Bytes;

/** What contracts keep in their state: one byte string per value and per key, everything else fails as bad state. */
class StateFuzzTest {
    private static final List<StoredValue<?>> KINDS = List.of(
            StoredValue.AMOUNT,
            StoredValue.NUMBER,
            StoredValue.FLAG,
            StoredValue.ADDRESS,
            StoredValue.HASH,
            StoredValue.STRING,
            StoredValue.BYTES);

    /** The first byte chooses the kind. */
    @FuzzTarget
    void stored_values(byte[] input) {
        if (input.length > 0) {
            check(
                    KINDS.get((input[0] & 0xff) % KINDS.size()),
                    Bytes.copyOf(input).slice(1, input.length));
        }
    }

    private static <V> void check(StoredValue<V> kind, Bytes bytes) {
        if (bytes.isEmpty() && kind.emptyIsAbsent()) {
            return; // stored as no entry at all
        }
        try {
            assertThat(kind.toBytes(kind.fromBytes(bytes))).isEqualTo(bytes);
        } catch (ContractFailure refusal) {
            assertThat(refusal.code()).isEqualTo(CommonFailure.BAD_STATE);
        }
    }

    /** A key of a number, text, bytes, and an address. */
    @FuzzTarget
    void state_keys(byte[] input) {
        Bytes bytes = Bytes.copyOf(input);
        try {
            StateKeyReader reader = new StateKeyReader(bytes, 3);
            StateKey key = StateKey.field(3)
                    .uint64(reader.uint64())
                    .string(reader.string())
                    .bytes(reader.bytes())
                    .address(reader.address());
            reader.end();
            assertThat(key.toBytes()).isEqualTo(bytes);
        } catch (ContractFailure refusal) {
            assertThat(refusal.code()).isEqualTo(CommonFailure.BAD_STATE);
        }
    }
}
