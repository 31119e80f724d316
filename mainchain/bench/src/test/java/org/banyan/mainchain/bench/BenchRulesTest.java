package org.banyan.mainchain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractMethod;
import org.banyan.contract.TrustedContract;
import org.banyan.contract.test.ContractTest;
import org.banyan.types.Amount;
import org.junit.jupiter.api.Test;

class BenchRulesTest {
    private static final long UNITS = 50;

    private final ContractTest chain = ContractTest.with(new DevelopmentBench().create());

    private long cell(long key) {
        return chain.view(BenchClient.GET_CELL, new GetCellRequest(key)).value();
    }

    private Amount balance(org.banyan.contract.test.TestAccount owner) {
        return chain.view(BenchClient.GET_BALANCE, new GetBalanceRequest(owner.address()))
                .amount();
    }

    private long burn(ContractMethod<BurnRequest, BurnReply> method, BurnRequest request) {
        return chain.as(ALICE).send(method, request).reply().result();
    }

    @Test
    void a_burn_costs_its_units_and_writes_both_of_its_cells() {
        BurnRequest cheap = new BurnRequest(0, 1, 2);
        BurnRequest dear = new BurnRequest(12_345, 3, 4);

        long base = chain.as(ALICE).send(BenchClient.BURN, cheap).cost();
        long more = chain.as(ALICE).send(BenchClient.BURN, dear).cost();

        assertThat(more - base).as("units beyond what the calls' bytes cost").isBetween(12_345L, 12_345L + 500);
        assertThat(LongStream.rangeClosed(1, 4).map(this::cell)).doesNotContain(0L);
    }

    @Test
    void the_three_declarations_of_a_burn_do_the_same() {
        BurnRequest request = new BurnRequest(UNITS, 7, 8);
        ContractTest.Snapshot before = chain.snapshot();

        long exact = burn(BenchClient.BURN, request);
        chain.revert(before);
        long wide = burn(BenchClient.BURN_WIDE, request);
        chain.revert(before);
        long undeclared = burn(BenchClient.BURN_UNDECLARED, request);

        assertThat(wide).isEqualTo(exact);
        assertThat(undeclared).isEqualTo(exact);
    }

    @Test
    void calls_on_the_same_cell_do_not_commute() {
        ContractTest.Snapshot before = chain.snapshot();
        burn(BenchClient.BURN, new BurnRequest(UNITS, 1, 2));
        burn(BenchClient.BURN, new BurnRequest(UNITS + 1, 2, 3));
        long oneWay = cell(2);
        chain.revert(before);
        burn(BenchClient.BURN, new BurnRequest(UNITS + 1, 2, 3));
        burn(BenchClient.BURN, new BurnRequest(UNITS, 1, 2));

        assertThat(cell(2)).isNotEqualTo(oneWay);
    }

    @Test
    void a_lie_touches_another_cell_than_it_declares() {
        assertThatThrownBy(() -> chain.as(ALICE).send(BenchClient.BURN_LYING, new BurnLyingRequest(UNITS, 1, 2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("BurnLying of contract bench")
                .hasMessageContaining("cell({request.touched})");
        assertThat(chain.as(ALICE)
                        .send(BenchClient.BURN_LYING, new BurnLyingRequest(UNITS, 5, 5))
                        .isSuccess())
                .isTrue();
    }

    @Test
    void a_link_depends_on_the_one_before_it() {
        ContractTest.Snapshot before = chain.snapshot();
        chain.as(ALICE).send(BenchClient.LINK, new LinkRequest(UNITS, 0, 1));
        chain.as(ALICE).send(BenchClient.LINK, new LinkRequest(UNITS, 1, 2));
        long inOrder = cell(2);
        chain.revert(before);
        chain.as(ALICE).send(BenchClient.LINK, new LinkRequest(UNITS, 1, 2));

        assertThat(cell(2)).isNotEqualTo(inOrder);
    }

    @Test
    void hot_calls_meet_in_one_cell() {
        long first = chain.as(ALICE)
                .send(BenchClient.HOT, new HotRequest(UNITS))
                .reply()
                .result();
        long second = chain.as(BOB)
                .send(BenchClient.HOT, new HotRequest(UNITS))
                .reply()
                .result();

        assertThat(second).isNotEqualTo(first);
        assertThat(chain.view(BenchClient.GET_HOT, new GetHotRequest()).value()).isEqualTo(second);
    }

    @Test
    void tokens_are_made_and_moved_but_never_overdrawn() {
        chain.as(ALICE).send(BenchClient.MINT, new MintRequest(ALICE.address(), Amount.of(10)));
        var sent = chain.as(ALICE).send(BenchClient.SEND, new SendRequest(BOB.address(), Amount.of(4)));
        var over = chain.as(ALICE).send(BenchClient.SEND, new SendRequest(BOB.address(), Amount.of(7)));
        var toSelf = chain.as(BOB).send(BenchClient.SEND, new SendRequest(BOB.address(), Amount.of(4)));

        assertThat(sent.events("Sent", Sent.CODEC))
                .containsExactly(new Sent(ALICE.address(), BOB.address(), Amount.of(4)));
        assertThat(over.failureCode()).isEqualTo(BenchFailure.BALANCE_TOO_LOW);
        assertThat(toSelf.isSuccess()).isTrue();
        assertThat(balance(ALICE)).isEqualTo(Amount.of(6));
        assertThat(balance(BOB)).isEqualTo(Amount.of(4));
    }

    @Test
    void work_that_cannot_be_paid_for_is_not_begun() {
        long begun = cpuNanos();
        var result = chain.as(ALICE).send(BenchClient.BURN, new BurnRequest(Long.MAX_VALUE, 1, 2));
        var negative = chain.as(ALICE).send(BenchClient.BURN, new BurnRequest(-1, 1, 2));

        assertThat(result.failureCode()).isEqualTo(CommonFailure.OUT_OF_COST);
        assertThat(negative.failureCode()).isEqualTo(CommonFailure.OUT_OF_COST);
        assertThat(cpuNanos() - begun).as("nanoseconds, not centuries").isLessThan(60_000_000_000L);
        assertThat(cell(1)).isZero();
    }

    @Test
    void a_hundred_times_the_units_take_about_a_hundred_times_as_long() {
        long few = 20_000;
        Work.spend(1, 50 * few); // so that it is compiled
        double ratio = Double.MAX_VALUE;
        for (int round = 0; round < 20 && (ratio < 60 || ratio > 160); round++) {
            long small = timed(few, round);
            ratio = (double) timed(100 * few, round) / small;
        }
        assertThat(ratio).isBetween(60.0, 160.0);
    }

    @Test
    void the_jar_alone_offers_no_contract_to_any_chain() {
        assertThat(ServiceLoader.load(TrustedContract.class).stream()
                        .filter(provider -> provider.type().equals(DevelopmentBench.class)))
                .isEmpty();
    }

    private static long timed(long units, long seed) {
        long begun = cpuNanos();
        long result = Work.spend(seed, units);
        long took = cpuNanos() - begun;
        assertThat(result).isNotEqualTo(seed);
        return took;
    }

    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadCpuTime();
    }
}
