package org.banyan.contracts.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.Offences;
import org.banyan.contract.Offences.Judged;
import org.banyan.contract.SystemAddresses;
import org.banyan.types.Address;
import org.banyan.types.RuleId;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.codec.CodecException;

/**
 * Records each producer once in the time in which an offence can be proven: so no offence is recorded twice, however many blocks bring it, and whoever lies
 * for days fills no state. Rules EVID-1 and EVID-6 of {@code docs/spi/evidence.md}; the verdict itself is the consensus'.
 */
public final class ConvictionRecords implements Evidence {
    static final RuleId MALFORMED = new RuleId("EVID-1");
    static final RuleId CONVICTED = new RuleId("EVID-6");
    static final int LISTED_MAX = 100;

    @Override
    public RecordReply record(EvidenceContext context, RecordRequest request) {
        if (!context.caller().equals(SystemAddresses.KERNEL)) {
            throw context.fail(EvidenceFailure.NOT_KERNEL, "only the kernel does this");
        }
        Offences offences = context.context().offences();
        Judged.Guilty guilty = switch (offences.judge(report(context, request))) {
            case Judged.Guilty proven -> proven;
            case Judged.Refused refused ->
                throw context.fail(
                        EvidenceFailure.REFUSED,
                        refused.verdict().rule().text() + ": "
                                + refused.verdict().reason());
        };
        requireNoRecord(context, guilty.producer().address());
        return new RecordReply(keep(context, guilty, offences.windowMillis()));
    }

    private static OffenceReport report(EvidenceContext context, RecordRequest request) {
        try {
            return OffenceReport.CODEC.decode(request.report());
        } catch (CodecException malformed) {
            throw context.fail(
                    EvidenceFailure.MALFORMED,
                    MALFORMED.text() + ": the report is not canonical: " + malformed.getMessage());
        }
    }

    private static void requireNoRecord(EvidenceContext context, Address producer) {
        Optional<Conviction> before = latest(context, producer);
        if (before.isPresent() && context.time().millis() <= before.get().untilMillis()) {
            throw context.fail(
                    EvidenceFailure.CONVICTED,
                    CONVICTED.text() + ": producer " + producer + " was convicted of "
                            + before.get().offence() + " at height "
                            + before.get().height() + "; no other offence of it is recorded until "
                            + before.get().untilMillis() + " ms");
        }
    }

    private static long keep(EvidenceContext context, Judged.Guilty guilty, long windowMillis) {
        Address producer = guilty.producer().address();
        long number = context.state().count().get() + 1;
        long now = context.time().millis();
        context.state().count().set(number);
        context.state()
                .conviction(number)
                .set(new Conviction(
                        number,
                        producer,
                        guilty.producer().key().scheme(),
                        guilty.producer().key().bytes(),
                        guilty.offence(),
                        guilty.at().millis(),
                        context.height().value(),
                        now,
                        Math.addExact(now, windowMillis)));
        context.state().latest(producer).set(number);
        context.emit(new Convicted(producer, guilty.offence(), guilty.at().millis(), number));
        return number;
    }

    private static Optional<Conviction> latest(EvidenceContext context, Address producer) {
        long number = context.state().latest(producer).get();
        return number == 0
                ? Optional.empty()
                : context.state().conviction(number).get();
    }

    @Override
    public GetConvictionReply getConviction(EvidenceContext context, GetConvictionRequest request) {
        return new GetConvictionReply(latest(context, request.producer())
                .orElseThrow(() -> context.fail(
                        EvidenceFailure.NOT_CONVICTED,
                        "producer " + request.producer() + " was never convicted of an offence")));
    }

    @Override
    public ListConvictionsReply listConvictions(EvidenceContext context, ListConvictionsRequest request) {
        long count = context.state().count().get();
        List<Conviction> listed = new ArrayList<>();
        if (Long.compareUnsigned(request.after(), count) < 0) {
            for (long number = request.after() + 1; number <= count && listed.size() < LISTED_MAX; number++) {
                listed.add(context.state().conviction(number).get().orElseThrow());
            }
        }
        return new ListConvictionsReply(listed);
    }
}
