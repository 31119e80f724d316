package org.banyan.types.proof;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.state.StateLeaf;
import org.banyan.types.state.StateProof;

/**
 * Presence or absence of a key in the state tree, as it travels.
 *
 * @param value of the key, or empty when the step claims that the key is absent; a present value may have no bytes
 */
public record StateStep(Address contract, Bytes key, Optional<Bytes> value, StateProof proof) {
    public static final int KEY_BYTES_MAX = 64 * 1024;
    public static final int VALUE_BYTES_MAX = 16 * 1024 * 1024;
    public static final Codec<StateStep> CODEC = new StateStepCodec();

    public StateStep {
        Bounds.sizeMax("key of a state step", key, KEY_BYTES_MAX);
        value.ifPresent(present -> Bounds.sizeMax("value of a state step", present, VALUE_BYTES_MAX));
        if (value.isPresent() && proof.other().isPresent()) {
            throw new IllegalArgumentException("a state step that claims a value names another leaf at its place");
        }
    }

    private static final class StateStepCodec implements Codec<StateStep> {
        @Override
        public void write(StateStep value, CanonicalWriter out) {
            out.hash(1, value.contract.hash());
            out.bytes(2, value.key);
            out.bool(3, value.value.isPresent());
            out.bytes(4, value.value.orElse(Bytes.EMPTY));
            out.repeatedBytes(
                    5, value.proof.siblings().stream().map(Hash::bytes).toList());
            out.optionalMessage(6, value.proof.other(), OTHER_LEAF);
        }

        @Override
        public StateStep read(CanonicalReader in) {
            Address contract = new Address(in.hash(1));
            Bytes key = in.bytes(2, KEY_BYTES_MAX);
            boolean present = in.bool(3);
            Bytes value = in.bytes(4, VALUE_BYTES_MAX);
            if (!present && !value.isEmpty()) {
                throw in.refused("field 4 holds a value but field 3 says that the key is absent");
            }
            List<Hash> siblings = in.repeatedBytes(5, StateProof.DEPTH_MAX).stream()
                    .map(Hash::of)
                    .toList();
            return new StateStep(
                    contract,
                    key,
                    present ? Optional.of(value) : Optional.empty(),
                    new StateProof(siblings, in.optionalMessage(6, OTHER_LEAF)));
        }
    }

    private static final Codec<StateLeaf> OTHER_LEAF = new Codec<>() {
        @Override
        public void write(StateLeaf value, CanonicalWriter out) {
            out.hash(1, value.keyHash());
            out.hash(2, value.valueHash());
        }

        @Override
        public StateLeaf read(CanonicalReader in) {
            return new StateLeaf(in.hash(1), in.hash(2));
        }
    };
}
