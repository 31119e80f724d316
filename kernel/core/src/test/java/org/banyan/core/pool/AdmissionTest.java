package org.banyan.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import java.util.List;
import org.banyan.core.execution.TransactionRules.Outcome;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.junit.jupiter.api.Test;

/** What the engine asks before it lets a transaction wait. The fee limit of each is a million. */
class AdmissionTest {
    private static final long LIMIT = 1_000_000;
    private static final Signer CAROL = TestKeys.named(TestChain.SUITE, "carol");

    private final TestChain chain =
            new TestChain(new MemoryDisk().open(), specification -> specification, new PoolLimits(6, 1 << 20, 6));

    private void fundCarol(long amount) {
        chain.submit(chain.sign(chain.transfer(ALICE, CAROL, amount), ALICE));
        chain.extendHead();
    }

    private String submit(AccountCall call, Signer signer) {
        return text(chain.submit(chain.sign(call, signer)));
    }

    private static String text(Verdict verdict) {
        return verdict instanceof Verdict.Rejected rejected ? rejected.rule().text() : "accepted";
    }

    @Test
    void a_payer_covers_all_that_waits_and_not_only_the_next_one() {
        fundCarol(2 * LIMIT + 500);
        assertThat(submit(chain.transfer(CAROL, BOB, 1), CAROL)).isEqualTo("accepted");
        assertThat(submit(chain.transfer(CAROL, BOB, 1), CAROL)).isEqualTo("accepted");
        assertThat(submit(chain.transfer(CAROL, BOB, 1), CAROL)).isEqualTo("POOL-PAYER-RESERVED");
        assertThat(submit(chain.transfer(BOB, CAROL, 1), BOB)).isEqualTo("accepted");
        chain.extendHead();
        assertThat(submit(chain.transfer(CAROL, BOB, 1), CAROL)).isEqualTo("accepted");
    }

    @Test
    void who_offers_a_transaction_again_hears_that_it_waits_although_nothing_is_left_to_pay_it_twice() {
        fundCarol(LIMIT + 500);
        Bytes envelope = chain.sign(chain.transfer(CAROL, BOB, 1), CAROL);
        assertThat(text(chain.submit(envelope))).isEqualTo("accepted");
        assertThat(text(chain.submit(envelope))).isEqualTo("POOL-KNOWN");
    }

    @Test
    void what_nobody_could_pack_is_refused_before_anybody_looks_at_signatures() {
        fundCarol(LIMIT + 500);
        AccountCall good = chain.transfer(CAROL, BOB, 1);
        List<Bytes> doomed = List.of(
                chain.sign(chain.transfer(TestKeys.named(TestChain.SUITE, "poor"), BOB, 1), BOB),
                chain.sign(good, BOB),
                chain.sign(old(), BOB));
        chain.submit(chain.sign(good, CAROL));
        List<String> verdicts = doomed.stream()
                .map(envelope -> chain.engine().transactionRules().checkForm(envelope))
                .map(form -> chain.engine().precheck(((Outcome.Checked) form).transaction()))
                .map(wrong -> wrong.map(AdmissionTest::text).orElse("accepted"))
                .toList();
        assertThat(verdicts).containsExactly("TX-FEE-UNPAYABLE", "POOL-KNOWN", "TX-EXPIRED");
    }

    private AccountCall old() {
        AccountCall call = chain.transfer(CAROL, BOB, 1);
        return new AccountCall(
                call.chainId(),
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                call.mark(),
                chain.height(),
                call.salt(),
                call.fee(),
                call.payer());
    }

    @Test
    void a_crowded_pool_lets_go_of_what_a_payer_no_longer_covers() {
        fundCarol(4 * LIMIT + 10_000);
        AccountCall away = chain.transfer(CAROL, BOB, 3 * LIMIT);
        for (int i = 0; i < 3; i++) {
            assertThat(submit(chain.transfer(CAROL, BOB, 1), CAROL)).isEqualTo("accepted");
        }
        // The block comes from elsewhere, with the one transaction that moves the money away.
        TestChain producer = new TestChain(new MemoryDisk().open());
        for (long height = 1; height <= chain.height().value(); height++) {
            producer.importFrom(
                    chain, chain.engine().mainBlockAt(new Height(height)).orElseThrow());
        }
        assertThat(text(producer.submit(chain.sign(away, CAROL)))).isEqualTo("accepted");
        chain.importFrom(producer, producer.extendHead());
        assertThat(chain.engine().pool().size()).isLessThanOrEqualTo(1);
    }
}
