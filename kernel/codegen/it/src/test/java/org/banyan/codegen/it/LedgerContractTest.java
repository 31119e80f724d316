package org.banyan.codegen.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.codegen.it.MemoryContext.ALICE;
import static org.banyan.codegen.it.MemoryContext.BOB;
import static org.banyan.codegen.it.MemoryContext.SELF;

import com.acme.ledger.Empty;
import com.acme.ledger.LedgerClient;
import com.acme.ledger.LedgerContract;
import com.acme.ledger.LedgerFailure;
import com.acme.ledger.LedgerState;
import com.acme.ledger.PayReply;
import com.acme.ledger.PayRequest;
import com.acme.money.Grade;
import com.acme.money.Money;
import java.util.List;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.KeyAccess;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.contract.AuthorizationContext;
import org.banyan.contract.CallSite;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface.Method;
import org.banyan.contract.StateAccess;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.PublicKey;
import org.junit.jupiter.api.Test;

class LedgerContractTest {
    private static final Hash DIGEST = new Hash(1, 2, 3, 4);
    private static final CallSite SITE = new CallSite(SELF, ALICE);

    private final MemoryContext context = new MemoryContext();
    private final LedgerState state = new LedgerState(context);
    private final Contract contract = new LedgerContract(new ExampleLedger());
    private final LedgerClient client =
            new LedgerClient((method, arguments) -> contract.call(method, arguments, context));

    private static PayRequest pay(long amount) {
        return new PayRequest(BOB, new Money("gold", Amount.of(amount)), DIGEST, Bytes.utf8("memo"), -1);
    }

    @Test
    void a_payment_takes_adds_and_replies() {
        state.balance(ALICE, "gold").set(Amount.of(10));

        PayReply reply = client.pay(pay(4));

        assertThat(reply.class_()).isEqualTo(7);
        assertThat(state.balance(ALICE, "gold").get()).isEqualTo(Amount.of(6));
        assertThat(state.balance(BOB, "gold").get()).isEqualTo(Amount.of(4));
        assertThatThrownBy(() -> client.pay(pay(7)))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(LedgerFailure.POOR));
    }

    @Test
    void the_description_names_methods_views_access_and_the_serial_lane() {
        var described = contract.describe();

        assertThat(described.name()).isEqualTo("ledger");
        assertThat(described.version()).isEqualTo(3);
        assertThat(described.service()).isEqualTo("acme.ledger.v1.Ledger");
        assertThat(described.methods())
                .containsExactly(
                        new Method("Pay", false, true, false),
                        new Method("Sweep", false, true, false),
                        new Method("Ping", false, true, false),
                        new Method("Explore", false, false, true),
                        new Method("Try", true, false, false));
    }

    @Test
    void contract_30_templates_name_keys_from_the_sender_the_request_and_literals() {
        var access = contract.access("Pay", PayRequest.CODEC.encode(pay(4)), SITE);

        assertThat(access)
                .isEqualTo(new AccessSet(
                        Precision.EXACT,
                        List.of(
                                new KeyAccess(SELF, LedgerState.noteKey("fee\\s", 7), Mode.READ, false),
                                new KeyAccess(
                                        SELF,
                                        LedgerState.seenKey(DIGEST, Bytes.utf8("memo"), 0xffff_ffffL),
                                        Mode.READ,
                                        false),
                                new KeyAccess(SELF, LedgerState.balanceKey(BOB, "gold"), Mode.ADD, false),
                                new KeyAccess(SELF, LedgerState.balanceKey(ALICE, "gold"), Mode.TAKE, false))));
    }

    @Test
    void contract_31_a_star_means_every_key_below_and_superset_means_some_of_them() {
        var access = contract.access("Sweep", Bytes.EMPTY, SITE);

        assertThat(access)
                .isEqualTo(new AccessSet(
                        Precision.SUPERSET,
                        List.of(
                                new KeyAccess(SELF, LedgerState.ownerKey(), Mode.READ, false),
                                new KeyAccess(SELF, LedgerState.balancePrefix(SELF), Mode.WRITE, true))));
        assertThat(LedgerState.balanceKey(SELF, "gold").startsWith(LedgerState.balancePrefix(SELF)))
                .isTrue();
        assertThat(LedgerState.balanceKey(BOB, "gold").startsWith(LedgerState.balancePrefix(SELF)))
                .isFalse();
    }

    @Test
    void contract_32_declaring_nothing_is_unknown_and_an_empty_declaration_touches_nothing() {
        assertThat(contract.access("Explore", Bytes.EMPTY, SITE)).isEqualTo(AccessSet.UNKNOWN);
        assertThat(contract.access("Ping", Bytes.EMPTY, SITE)).isEqualTo(new AccessSet(Precision.EXACT, List.of()));
    }

    @Test
    void contract_21_entries_of_a_map_come_in_key_order_and_up_to_the_limit() {
        state.balance(ALICE, "gold").set(Amount.of(1));
        state.balance(ALICE, "silver").set(Amount.of(2));
        state.balance(BOB, "gold").set(Amount.of(3));
        state.note("a", 1).set("one");

        assertThat(state.balanceEntries(10))
                .containsExactly(
                        new LedgerState.BalanceEntry(ALICE, "gold", Amount.of(1)),
                        new LedgerState.BalanceEntry(ALICE, "silver", Amount.of(2)),
                        new LedgerState.BalanceEntry(BOB, "gold", Amount.of(3)));
        assertThat(state.balanceEntries(ALICE, 1))
                .containsExactly(new LedgerState.BalanceEntry(ALICE, "gold", Amount.of(1)));
        assertThat(state.noteEntries("a", 10)).containsExactly(new LedgerState.NoteEntry("a", 1, "one"));
        assertThat(state.noteEntries("b", 10)).isEmpty();
    }

    @Test
    void contract_22_defaults_leave_no_entry_and_an_empty_message_does() {
        state.balance(ALICE, "gold").set(Amount.of(1));
        state.note("a", 1).set("one");
        state.seen(DIGEST, Bytes.EMPTY, 0).set(true);
        state.raw().set(Bytes.utf8("raw"));
        state.grade(ALICE).set(Grade.HIGH);
        state.count().set(5);
        assertThat(context.entries).hasSize(6);
        assertThat(state.grade(ALICE).get()).contains(Grade.HIGH);

        state.balance(ALICE, "gold").set(Amount.ZERO);
        state.note("a", 1).set("");
        state.seen(DIGEST, Bytes.EMPTY, 0).set(false);
        state.raw().set(Bytes.EMPTY);
        state.grade(ALICE).set(Grade.UNSPECIFIED);
        state.count().set(0);
        assertThat(context.entries).isEmpty();

        state.marker(ALICE).set(new Empty());
        state.owner().set(new Address(new Hash(0, 0, 0, 0)));
        assertThat(context.entries).hasSize(2);
        assertThat(state.marker(ALICE).get()).contains(new Empty());
        assertThat(state.marker(BOB).isPresent()).isFalse();
    }

    @Test
    void contract_24_state_that_is_not_what_the_declaration_says_fails_the_call() {
        context.write(LedgerState.priceKey(), Bytes.fromHex("ff"));
        context.write(LedgerState.gradeKey(ALICE), Bytes.fromHex("05"));

        assertThatThrownBy(() -> state.price().get()).satisfies(LedgerContractTest::isBadState);
        assertThatThrownBy(() -> state.grade(ALICE).get()).satisfies(LedgerContractTest::isBadState);
        assertThatThrownBy(() -> state.gradeEntries(1)).satisfies(LedgerContractTest::isBadState);
    }

    private static void isBadState(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.BAD_STATE));
    }

    @Test
    void contract_41_an_answer_that_is_no_reply_fails_the_calling_contract() {
        context.nested = (target, method, arguments, view) -> Bytes.fromHex("ff");

        assertThatThrownBy(() -> LedgerClient.of(context, BOB).pay(pay(1)))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.BAD_REPLY));
    }

    @Test
    void contract_40_an_account_authorizes_from_its_own_state_and_cannot_change_it() {
        state.owner().set(BOB);
        var signed = new Signed(context, List.of(new PublicKey(1, Bytes.utf8("any"))));

        assertThat(contract.authorize(signed)).isTrue();
        assertThat(contract.authorize(new Signed(context, List.of()))).isFalse();
        assertThatThrownBy(() -> LedgerState.readOnly(signed).count().set(1)).isInstanceOf(ContractFailure.class);
        assertThatThrownBy(() -> StateAccess.readOnly(signed).scan(Bytes.EMPTY, 1))
                .isInstanceOf(ContractFailure.class);
    }

    private record Signed(MemoryContext context, List<PublicKey> signers) implements AuthorizationContext {
        @Override
        public Address self() {
            return SELF;
        }

        @Override
        public Address addressOf(PublicKey key) {
            return context.addressOf(key);
        }

        @Override
        public java.util.Optional<Bytes> read(Bytes key) {
            return context.read(key);
        }
    }
}
