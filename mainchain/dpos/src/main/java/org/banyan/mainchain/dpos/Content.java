package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What the header's state hash commits to: all that the rules remember after a block.
 *
 * @param height of the block
 * @param set who builds, in the order of addresses
 * @param round the block's
 * @param earlierRound the last round with blocks before that; 0 when there was none
 * @param oldestRound the one before that
 * @param sum of all signature values of {@code earlierRound}, the extra delegate's twice
 * @param order of this round
 * @param delegates by position in the set
 * @param attendance of rounds that are over but not final, ascending by height
 * @param next who takes over, once elected
 * @param reign how many elections there were; the certifiers of the children reign by the last of them
 */
record Content(
        Height height,
        Term term,
        ProducerSet set,
        long round,
        long earlierRound,
        long oldestRound,
        Hash sum,
        Order order,
        List<Delegate> delegates,
        List<Attendance> attendance,
        Optional<NextTerm> next,
        long reign) {
    static final Codec<Content> CODEC = new ContentCodec();

    Content {
        delegates = List.copyOf(delegates);
        attendance = List.copyOf(attendance);
        Bounds.countMax("rounds that are not final", attendance, Attendance.ROUNDS_MAX);
        Bounds.ascending(
                "heights of rounds", attendance.stream().map(Attendance::height).toList());
        int n = set.size();
        if (delegates.size() != n || order.size() != n) {
            throw new IllegalArgumentException("a set of " + n + " delegates has " + delegates.size()
                    + " records and an order of " + order.size());
        }
        if (reign < 0) {
            throw new IllegalArgumentException("a reign counts from 0 but was " + reign);
        }
        if (round < term.firstRound() || earlierRound >= round || earlierRound < 0 || oldestRound < 0) {
            throw new IllegalArgumentException("rounds must ascend but were " + oldestRound + ", " + earlierRound
                    + " and " + round + " in a term that begins with round " + term.firstRound());
        }
        for (Attendance each : attendance) {
            for (List<Long> positions : List.of(each.built(), each.missed())) {
                if (!positions.isEmpty() && positions.getLast() >= n) {
                    throw new IllegalArgumentException(
                            "an attendance names position " + positions.getLast() + " of a set of " + n);
                }
            }
        }
    }

    int size() {
        return set.size();
    }

    Content withDelegates(List<Delegate> others) {
        return new Content(
                height, term, set, round, earlierRound, oldestRound, sum, order, others, attendance, next, reign);
    }

    private static final class ContentCodec implements Codec<Content> {
        @Override
        public void write(Content value, CanonicalWriter out) {
            out.uint64(1, value.height.value());
            out.uint64(2, value.term.number());
            out.uint64(3, value.term.firstRound());
            out.uint64(4, value.term.firstSlot());
            out.message(5, value.set, ProducerSet.CODEC);
            out.uint64(6, value.round);
            out.uint64(7, value.earlierRound);
            out.uint64(8, value.oldestRound);
            out.hash(9, value.sum);
            out.packedUint64(
                    10, value.order.places().stream().map(Integer::longValue).toList());
            out.uint32(11, value.order.extra());
            out.repeated(12, value.delegates, Delegate.CODEC);
            out.repeated(13, value.attendance, Attendance.CODEC);
            out.optionalMessage(14, value.next, NextTerm.CODEC);
            out.uint64(15, value.reign);
        }

        @Override
        public Content read(CanonicalReader in) {
            Height height = new Height(in.uint64(1));
            Term term = new Term(in.uint64(2), in.uint64(3), in.uint64(4));
            ProducerSet set = in.message(5, ProducerSet.CODEC);
            long round = in.uint64(6);
            long earlier = in.uint64(7);
            long oldest = in.uint64(8);
            Hash sum = in.hash(9);
            List<Integer> places = in.packedUint64(10, DposParameters.DELEGATES_MAX).stream()
                    .map(place -> Math.clamp(place, -1, DposParameters.DELEGATES_MAX))
                    .toList();
            return new Content(
                    height,
                    term,
                    set,
                    round,
                    earlier,
                    oldest,
                    sum,
                    new Order(places, in.uint32(11)),
                    in.repeated(12, Delegate.CODEC, DposParameters.DELEGATES_MAX),
                    in.repeated(13, Attendance.CODEC, Attendance.ROUNDS_MAX),
                    in.optionalMessage(14, NextTerm.CODEC),
                    in.uint64(15));
        }
    }
}
