package org.banyan.mainchain.dpos;

import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Height;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Who built in a round that is over, kept until that is final.
 *
 * @param height of the block that closed the round: once it is final, nobody can build in the round any more
 * @param built positions, ascending
 * @param missed positions, ascending; who had no right to build is in neither
 */
record Attendance(Height height, List<Long> built, List<Long> missed) {
    /** More rounds than this are not kept: who misses slots while nothing becomes final is not to blame. */
    static final int ROUNDS_MAX = 32;

    static final Codec<Attendance> CODEC = new AttendanceCodec();

    Attendance {
        built = positions("positions of those who built", built);
        missed = positions("positions of those who missed their slot", missed);
    }

    private static List<Long> positions(String what, List<Long> positions) {
        Bounds.ascending(what, positions);
        for (long position : positions) {
            Bounds.between(what, position, 0, DposParameters.DELEGATES_MAX - 1L);
        }
        return List.copyOf(positions);
    }

    private static final class AttendanceCodec implements Codec<Attendance> {
        @Override
        public void write(Attendance value, CanonicalWriter out) {
            out.uint64(1, value.height.value());
            out.packedUint64(2, value.built);
            out.packedUint64(3, value.missed);
        }

        @Override
        public Attendance read(CanonicalReader in) {
            return new Attendance(
                    new Height(in.uint64(1)),
                    in.packedUint64(2, DposParameters.DELEGATES_MAX),
                    in.packedUint64(3, DposParameters.DELEGATES_MAX));
        }
    }
}
