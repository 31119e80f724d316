package org.banyan.types.specification;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Which consensus plug-in a chain runs. Message {@code Consensus}.
 *
 * @param id of the plug-in, such as {@code authority}
 * @param parameters canonical bytes that the plug-in defines
 * @param slotMillis length of a slot, {@value #SLOT_MILLIS_MIN} to {@value #SLOT_MILLIS_MAX}
 */
public record ConsensusChoice(String id, Bytes parameters, long slotMillis) {
    public static final long SLOT_MILLIS_MIN = 50;
    public static final long SLOT_MILLIS_MAX = 3_600_000;
    public static final int PARAMETERS_BYTES_MAX = 1024 * 1024;

    /** How long a mark and a spent id are remembered. DESIGN.md 4. */
    public static final long MARK_MILLIS = 256_000;

    public static final Codec<ConsensusChoice> CODEC = new ConsensusChoiceCodec();

    public ConsensusChoice {
        Identifiers.lowerCase("id of the consensus", id);
        Bounds.sizeMax("parameters of the consensus", parameters, PARAMETERS_BYTES_MAX);
        Bounds.between("slot of the consensus in milliseconds", slotMillis, SLOT_MILLIS_MIN, SLOT_MILLIS_MAX);
    }

    /** Blocks that a mark stays valid: {@value #MARK_MILLIS} ms in slots, rounded up. */
    public int markWindow() {
        return Math.toIntExact((MARK_MILLIS + slotMillis - 1) / slotMillis);
    }

    private static final class ConsensusChoiceCodec implements Codec<ConsensusChoice> {
        @Override
        public void write(ConsensusChoice value, CanonicalWriter out) {
            out.string(1, value.id);
            out.bytes(2, value.parameters);
            out.uint64(3, value.slotMillis);
        }

        @Override
        public ConsensusChoice read(CanonicalReader in) {
            return new ConsensusChoice(
                    in.string(1, Identifiers.LENGTH_MAX), in.bytes(2, PARAMETERS_BYTES_MAX), in.uint64(3));
        }
    }
}
