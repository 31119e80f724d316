package org.banyan.contracts.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.Offences;
import org.banyan.contract.SystemAddresses;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.block.Producer;
import org.junit.jupiter.api.Test;

class ConvictionRecordsTest {
    private static final TestProducers FOUR = TestProducers.count(new StubCryptoSuite(), 4);
    private static final Checkpoint SERVED = new CertifiedChain(new StubCryptoSuite(), "any", FOUR).checkpoint(0);
    private static final Duration WINDOW = Duration.ofDays(14);

    /** The consensus of this test: evidence is the position of who is guilty, in one byte. */
    private static final Offences JUDGE = new Offences() {
        @Override
        public Judged judge(OffenceReport report) {
            int position = report.evidence().at(0);
            return position < FOUR.set().size()
                    ? new Judged.Guilty(FOUR.set().producers().get(position), "double-production", new Timestamp(77))
                    : new Judged.Refused(new Verdict.Rejected(new RuleId("EVID-5"), "nothing was done"));
        }

        @Override
        public long windowMillis() {
            return WINDOW.toMillis();
        }
    };

    private final ContractTest chain = ContractTest.setup(new EvidenceContract(new ConvictionRecords()))
            .offences(JUDGE)
            .start();

    @Test
    void who_is_guilty_is_recorded_with_key_offence_and_times() {
        assertThat(report(2).reply().number()).isEqualTo(1);
        Producer guilty = FOUR.set().producers().get(2);
        assertThat(of(guilty))
                .isEqualTo(new Conviction(
                        1,
                        guilty.address(),
                        guilty.key().scheme(),
                        guilty.key().bytes(),
                        "double-production",
                        77,
                        chain.height().value(),
                        chain.time().millis(),
                        chain.time().millis() + WINDOW.toMillis()));
        assertThatThrownBy(() -> of(FOUR.set().producers().get(1)))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure ->
                                assertThat(failure.code().number()).isEqualTo(EvidenceFailure.NOT_CONVICTED.number()));
    }

    @Test
    void the_record_is_an_event_for_those_who_listen() {
        assertThat(report(2).events())
                .singleElement()
                .satisfies(event -> assertThat(
                                Convicted.CODEC.decode(event.payload()).producer())
                        .isEqualTo(FOUR.set().producers().get(2).address()));
    }

    @Test
    void evid_6_a_producer_is_recorded_once_while_its_offence_could_be_proven_and_again_afterwards() {
        report(2);
        chain.nextBlock();
        refused(report(2), EvidenceFailure.CONVICTED, "EVID-6");
        chain.advanceTime(WINDOW.minus(ContractTest.SLOT));
        refused(report(2), EvidenceFailure.CONVICTED, "EVID-6");
        chain.nextBlock();
        assertThat(report(2).reply().number()).isEqualTo(2);
        assertThat(report(0).reply().number()).isEqualTo(3);
        assertThat(list(0)).extracting(Conviction::number).containsExactly(1L, 2L, 3L);
        assertThat(list(2)).extracting(Conviction::number).containsExactly(3L);
        assertThat(list(3)).isEmpty();
        assertThat(list(-1)).isEmpty();
    }

    @Test
    void what_the_consensus_refuses_is_not_recorded() {
        refused(report(9), EvidenceFailure.REFUSED, "EVID-5: nothing was done");
        assertThat(list(0)).isEmpty();
    }

    @Test
    void evid_1_bytes_that_are_no_report_are_refused() {
        refused(send(Bytes.utf8("no report")), EvidenceFailure.MALFORMED, "EVID-1");
        refused(send(Bytes.EMPTY), EvidenceFailure.MALFORMED, "EVID-1");
    }

    @Test
    void nobody_but_the_kernel_records() {
        CallResult<RecordReply> result = chain.as(ContractTest.ALICE)
                .send(EvidenceClient.RECORD, new RecordRequest(OffenceReport.CODEC.encode(evidence(2))));
        refused(result, EvidenceFailure.NOT_KERNEL, "only the kernel");
    }

    private CallResult<RecordReply> report(int position) {
        return send(OffenceReport.CODEC.encode(evidence(position)));
    }

    private static OffenceReport evidence(int position) {
        return new OffenceReport(SERVED, Bytes.wrap(new byte[] {(byte) position}));
    }

    private CallResult<RecordReply> send(Bytes report) {
        return chain.as(SystemAddresses.KERNEL).send(EvidenceClient.RECORD, new RecordRequest(report));
    }

    private Conviction of(Producer producer) {
        return chain.view(EvidenceClient.GET_CONVICTION, new GetConvictionRequest(producer.address()))
                .conviction();
    }

    private List<Conviction> list(long after) {
        return chain.view(EvidenceClient.LIST_CONVICTIONS, new ListConvictionsRequest(after))
                .convictions();
    }

    private static void refused(CallResult<?> result, EvidenceFailure code, String text) {
        assertThat(result.failureCode()).as(result.toString()).isEqualTo(code);
        assertThat(result.failure().text()).contains(text);
    }
}
