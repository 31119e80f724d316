package org.banyan.core.execution.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.core.execution.TracedTransaction;
import org.banyan.core.execution.conflict.MethodConflict.Fault;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class ConflictAnalysisTest {
    private static final Address CONTRACT = new Address(new Hash(1, 2, 3, 4));

    private final ConflictAnalysis analysis = new ConflictAnalysis();

    private static StateKey key(String name) {
        return new StateKey(CONTRACT, Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static KeyUse use(String name, Mode mode) {
        return new KeyUse(key(name), mode, false);
    }

    private static KeyUse range(String name, Mode mode) {
        return new KeyUse(key(name), mode, true);
    }

    private static TracedTransaction call(String method, List<KeyUse> declared, List<KeyUse> touched) {
        return new TracedTransaction(
                List.of(new TracedTransaction.Call(CONTRACT, method)),
                declared.isEmpty() ? Precision.UNKNOWN : Precision.EXACT,
                declared,
                touched,
                false,
                false,
                10,
                true);
    }

    private static TracedTransaction honest(String method, KeyUse... uses) {
        return call(method, List.of(uses), List.of(uses));
    }

    private MethodAccess method(String name) {
        return analysis.methods().stream()
                .filter(access -> access.method().method().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_declared_write_on_a_shared_key_is_a_real_conflict_and_nobodys_fault() {
        analysis.add(List.of(
                honest("put", use("a", Mode.WRITE)),
                honest("look", use("a", Mode.READ)),
                honest("put", use("a", Mode.WRITE))));

        assertThat(analysis.conflicts()).singleElement().satisfies(pair -> {
            assertThat(pair.one().method()).isEqualTo("look");
            assertThat(pair.other().method()).isEqualTo("put");
            assertThat(pair.real()).as("write before read, read before write").isEqualTo(2);
            assertThat(pair.needless()).isZero();
            assertThat(pair.fault()).isEqualTo(Fault.NOBODY);
        });
    }

    @Test
    void readers_and_moves_of_amounts_do_not_conflict() {
        analysis.add(List.of(
                honest("look", use("a", Mode.READ)),
                honest("look", use("a", Mode.READ)),
                honest("pay", use("b", Mode.ADD)),
                honest("take", use("b", Mode.TAKE))));

        assertThat(analysis.conflicts()).isEmpty();
    }

    @Test
    void an_amount_that_is_read_needs_the_order_of_its_moves() {
        analysis.add(List.of(honest("pay", use("b", Mode.ADD)), honest("look", use("b", Mode.READ))));

        assertThat(analysis.conflicts())
                .singleElement()
                .satisfies(pair -> assertThat(pair.real()).isEqualTo(1));
    }

    @Test
    void who_touches_what_it_did_not_declare_is_at_fault() {
        analysis.add(List.of(
                honest("put", use("a", Mode.WRITE)),
                call(
                        "silent",
                        List.of(use("own", Mode.WRITE)),
                        List.of(use("own", Mode.WRITE), use("a", Mode.WRITE)))));

        assertThat(method("silent").undeclaredCalls()).isEqualTo(1);
        assertThat(method("silent").undeclared()).contains(use("a", Mode.WRITE));
        assertThat(method("put").undeclaredCalls()).isZero();
        assertThat(analysis.conflicts()).singleElement().satisfies(pair -> {
            assertThat(pair.undeclared()).isEqualTo(1);
            assertThat(pair.key()).isEqualTo(key("a"));
            assertThat(pair.fault()).as("silent is the other one").isEqualTo(Fault.OTHER);
        });
    }

    @Test
    void who_declares_what_it_does_not_need_is_at_fault() {
        analysis.add(List.of(
                call("wide", List.of(use("a", Mode.WRITE), use("b", Mode.WRITE)), List.of(use("b", Mode.WRITE))),
                honest("put", use("a", Mode.WRITE)),
                call("wide", List.of(use("c", Mode.WRITE)), List.of(use("c", Mode.READ)))));

        assertThat(method("wide").unusedCalls())
                .as("one never touched it, one only read it")
                .isEqualTo(2);
        assertThat(analysis.conflicts()).singleElement().satisfies(pair -> {
            assertThat(pair.needless()).isEqualTo(1);
            assertThat(pair.real()).isZero();
            assertThat(pair.fault()).as("wide is the other one").isEqualTo(Fault.OTHER);
        });
    }

    @Test
    void a_range_of_everything_keeps_apart_what_would_not_disturb_each_other() {
        analysis.add(List.of(
                call("all", List.of(range("", Mode.WRITE)), List.of(use("a", Mode.WRITE))),
                honest("put", use("b", Mode.WRITE))));

        assertThat(method("all").rangeCalls()).isEqualTo(1);
        assertThat(analysis.conflicts()).singleElement().satisfies(pair -> {
            assertThat(pair.needless()).isEqualTo(1);
            assertThat(pair.fault()).as("all comes first").isEqualTo(Fault.ONE);
        });
    }

    @Test
    void a_range_that_is_really_read_conflicts_with_who_writes_in_it_and_with_nobody_else() {
        analysis.add(List.of(
                honest("list", range("x/", Mode.READ)),
                honest("put", use("x/1", Mode.WRITE)),
                honest("other", use("y/1", Mode.WRITE)),
                honest("look", use("x/2", Mode.READ))));

        assertThat(analysis.conflicts()).singleElement().satisfies(pair -> {
            assertThat(pair.other().method()).isEqualTo("put");
            assertThat(pair.real()).isEqualTo(1);
        });
    }

    @Test
    void blocks_are_apart_from_each_other() {
        analysis.add(List.of(honest("put", use("a", Mode.WRITE))));
        analysis.add(List.of(honest("put", use("a", Mode.WRITE))));

        assertThat(method("put").calls()).isEqualTo(2);
        assertThat(analysis.conflicts()).isEmpty();
    }

    @Test
    void a_block_of_ranges_alone_is_looked_at_in_bounded_time() {
        List<TracedTransaction> block = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            block.add(call("all", List.of(range("", Mode.WRITE)), List.of(use("k" + i, Mode.WRITE))));
        }
        analysis.add(block);

        assertThat(analysis.conflicts())
                .singleElement()
                .satisfies(pair ->
                        assertThat(pair.all()).isPositive().isLessThanOrEqualTo(ConflictAnalysis.RANGE_PAIRS_MAX));
    }
}
