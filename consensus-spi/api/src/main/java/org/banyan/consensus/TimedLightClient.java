package org.banyan.consensus;

import java.util.Optional;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;

/**
 * A light client of somebody who has a clock and more than one source: it trusts what it knows for a time only, refuses headers from the future, and stops for
 * good when two sources show it blocks that a quorum certified against each other. Rules LIGHT-7 to LIGHT-11.
 *
 * <p>Old producers may sell their keys once their deposits are free, so a client that slept longer than the trust period must be given a newer checkpoint by
 * somebody it believes. On a chain the time is that of the block, in a wallet that of the clock. Immutable. Source: RELIABILITY.md T13.
 */
public final class TimedLightClient {
    public static final RuleId EXPIRED = new RuleId("LIGHT-7");
    public static final RuleId FROM_THE_FUTURE = new RuleId("LIGHT-8");
    public static final RuleId FROZEN = new RuleId("LIGHT-9");
    public static final RuleId TIME_ORDER = new RuleId("LIGHT-10");
    public static final RuleId NOT_COMPARABLE = new RuleId("LIGHT-11");

    /** Ten days: less than evidence counts, which is less than deposits are locked. DESIGN.md 5. */
    public static final long TRUST_MILLIS = 10L * 24 * 3_600_000;

    private final LightClient client;
    private final long trustMillis;
    private final long futureMillisMax;

    /** The client that accepted the latest header, and the certificate it did so on. */
    private final Optional<Accepted> accepted;

    private final Optional<Conflict> conflict;

    /**
     * @param client at a checkpoint that is trusted
     * @param futureMillisMax how far a header's time may be ahead of the clock
     */
    public TimedLightClient(LightClient client, long trustMillis, long futureMillisMax) {
        this(client, trustMillis, futureMillisMax, Optional.empty(), Optional.empty());
    }

    private TimedLightClient(
            LightClient client,
            long trustMillis,
            long futureMillisMax,
            Optional<Accepted> accepted,
            Optional<Conflict> conflict) {
        this.client = client;
        this.trustMillis = trustMillis;
        this.futureMillisMax = futureMillisMax;
        this.accepted = accepted;
        this.conflict = conflict;
    }

    public Checkpoint latest() {
        return client.latest();
    }

    /** What froze this client: evidence against every producer that stands in both. */
    public Optional<Conflict> conflict() {
        return conflict;
    }

    /** As {@link LightClient#follow}, at {@code now}. */
    public Step follow(Timestamp now, Header header, Certificate certificate, Optional<ProducerSet> nextSet) {
        Optional<Verdict> refusal = refusal(now);
        if (refusal.isPresent()) {
            return new Step(this, refusal.get());
        }
        LightClient.Step step = client.follow(header, certificate, nextSet);
        if (!step.verdict().isAccepted()) {
            return new Step(this, step.verdict());
        }
        Timestamp before = latest().header().time();
        if (isAhead(header, now, futureMillisMax)) {
            return refused(
                    FROM_THE_FUTURE,
                    "the header at height " + header.height() + " is of " + header.time() + " but it is " + now
                            + "; see that the clock is right");
        }
        if (header.time().compareTo(before) <= 0) {
            return refused(
                    TIME_ORDER,
                    "the header at height " + header.height() + " is of " + header.time()
                            + ", not later than the latest one of " + before);
        }
        return new Step(
                new TimedLightClient(
                        step.next(),
                        trustMillis,
                        futureMillisMax,
                        Optional.of(new Accepted(client, certificate)),
                        conflict),
                step.verdict());
    }

    /**
     * Compares the latest header with what another source has certified at its height. Accepted when it is the same block. When a quorum certified another one,
     * the answer is a frozen client, which accepts nothing any more: whoever runs it must find out which branch is theirs.
     */
    public Step crossCheck(Certificate other) {
        if (conflict.isPresent()) {
            return new Step(this, frozen());
        }
        boolean comparable = accepted.filter(
                        known -> known.certificate().height().equals(other.height()))
                .isPresent();
        if (!comparable) {
            return refused(
                    NOT_COMPARABLE,
                    "the other source's certificate is for height " + other.height()
                            + " but the latest header is at height "
                            + latest().header().height() + "; compare what both have at one height");
        }
        Accepted known = accepted.get();
        if (known.certificate().block().equals(other.block())) {
            return new Step(this, Verdict.ACCEPTED);
        }
        Verdict proof = known.by().provesMisbehaviour(known.certificate(), other);
        if (!proof.isAccepted()) {
            return new Step(this, proof);
        }
        TimedLightClient stopped = new TimedLightClient(
                client, trustMillis, futureMillisMax, accepted, Optional.of(new Conflict(known.certificate(), other)));
        return new Step(stopped, stopped.frozen());
    }

    /** Whether what this client knows may still be relied on at {@code now}. */
    public Verdict check(Timestamp now) {
        return refusal(now).orElse(Verdict.ACCEPTED);
    }

    private Optional<Verdict> refusal(Timestamp now) {
        if (conflict.isPresent()) {
            return Optional.of(frozen());
        }
        Timestamp known = latest().header().time();
        return now.compareTo(until(known, trustMillis)) > 0
                ? Optional.of(Verdict.rejected(
                        EXPIRED,
                        "the latest header is of " + known + ", more than " + trustMillis + " ms before " + now
                                + "; start again from a newer checkpoint of somebody you trust"))
                : Optional.empty();
    }

    /** Until when a client that stands at a header of this time may go on: to the end of time where the sum is beyond it. */
    public static Timestamp until(Timestamp known, long trustMillis) {
        return known.millis() > Long.MAX_VALUE - trustMillis
                ? new Timestamp(Long.MAX_VALUE)
                : known.plusMillis(trustMillis);
    }

    /** Whether a header, of any time whatever, is farther ahead of {@code now} than it may be. */
    public static boolean isAhead(Header header, Timestamp now, long futureMillisMax) {
        return header.time().millis() - futureMillisMax > now.millis();
    }

    private Verdict frozen() {
        Conflict proof = conflict.orElseThrow();
        return Verdict.rejected(
                FROZEN,
                "a quorum certified " + proof.one().block() + " and "
                        + proof.other().block() + " at height "
                        + proof.one().height()
                        + "; this client accepts nothing any more: find out which branch is right and"
                        + " start from its checkpoint");
    }

    private Step refused(RuleId rule, String reason) {
        return new Step(this, Verdict.rejected(rule, reason));
    }

    /** The client after an accepted header, a frozen one beside the conflict, or this one beside the reason of refusal. */
    public record Step(TimedLightClient next, Verdict verdict) {}

    /** Two certificates of one set for two blocks of one height. */
    public record Conflict(Certificate one, Certificate other) {}

    /** @param by the client that accepted it */
    private record Accepted(LightClient by, Certificate certificate) {}
}
