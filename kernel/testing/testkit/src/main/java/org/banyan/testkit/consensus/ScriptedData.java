package org.banyan.testkit.consensus;

import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * The scripted part of a header's consensus extension: what the test decrees for the block.
 *
 * @param position of the producer in the set
 * @param nextSet who produces and certifies from the next block on
 */
public record ScriptedData(int position, Optional<ProducerSet> nextSet) {
    public static final Codec<ScriptedData> CODEC = new ScriptedDataCodec();

    public static ScriptedData by(int position) {
        return new ScriptedData(position, Optional.empty());
    }

    public ScriptedData thenSet(ProducerSet set) {
        return new ScriptedData(position, Optional.of(set));
    }

    public Bytes encoded() {
        return CODEC.encode(this);
    }

    private static final class ScriptedDataCodec implements Codec<ScriptedData> {
        @Override
        public void write(ScriptedData value, CanonicalWriter out) {
            out.uint32(1, value.position);
            out.optionalMessage(2, value.nextSet, ProducerSet.CODEC);
        }

        @Override
        public ScriptedData read(CanonicalReader in) {
            return new ScriptedData(in.uint32(1), in.optionalMessage(2, ProducerSet.CODEC));
        }
    }
}
