package org.banyan.types.block;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Value of the header extension {@value #ID}.
 *
 * @param stateHash hash of the consensus state after this header
 * @param producerSet id of the producer set that certifies this block's children
 * @param data fields of the consensus plug-in itself
 */
public record ConsensusExtension(Hash stateHash, Hash producerSet, Bytes data) {
    public static final String ID = "consensus";
    public static final int DATA_BYTES_MAX = Header.BYTES_MAX;
    public static final Codec<ConsensusExtension> CODEC = new ConsensusExtensionCodec();

    public ConsensusExtension {
        Bounds.sizeMax("data of the consensus extension", data, DATA_BYTES_MAX);
    }

    public HeaderExtension toExtension() {
        return new HeaderExtension(ID, CODEC.encode(this));
    }

    private static final class ConsensusExtensionCodec implements Codec<ConsensusExtension> {
        @Override
        public void write(ConsensusExtension value, CanonicalWriter out) {
            out.hash(1, value.stateHash);
            out.hash(2, value.producerSet);
            out.bytes(3, value.data);
        }

        @Override
        public ConsensusExtension read(CanonicalReader in) {
            return new ConsensusExtension(in.hash(1), in.hash(2), in.bytes(3, DATA_BYTES_MAX));
        }
    }
}
