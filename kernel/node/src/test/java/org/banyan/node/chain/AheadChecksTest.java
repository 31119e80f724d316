package org.banyan.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import org.banyan.core.chain.CheckedAhead;
import org.banyan.core.execution.TransactionRules;
import org.banyan.node.fixture.TestProcess;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;
import org.junit.jupiter.api.Test;

class AheadChecksTest {
    private static final int COUNT = 3 * AheadChecks.CHUNK + 5;
    private static final Signer ALICE = TestKeys.named(TestProcess.SUITE, "alice");

    private final RunningChain chain = new TestProcess().start("main", ALICE);
    private final List<Bytes> envelopes = new ArrayList<>();

    AheadChecksTest() {
        for (int i = 0; i < COUNT; i++) {
            envelopes.add(i % 7 == 0 ? Bytes.utf8("no transaction " + i) : transaction(i));
        }
    }

    @Test
    void each_right_transaction_is_found_at_its_place_whatever_the_order_of_the_workers() {
        List<Runnable> waiting = new ArrayList<>();
        var checking = checks(waiting::add).check(envelopes, CheckedAhead.NOTHING);
        Collections.reverse(waiting);
        waiting.forEach(Runnable::run);
        CheckedAhead found = checking.join();
        for (int i = 0; i < COUNT; i++) {
            assertThat(found.find(i, envelopes.get(i)).isPresent())
                    .as("position %d", i)
                    .isEqualTo(i % 7 != 0);
        }
        assertThat(waiting).hasSize(4);
    }

    @Test
    void what_was_known_before_is_taken_as_it_is() {
        var checks = checks(Runnable::run);
        CheckedAhead before = checks.check(envelopes, CheckedAhead.NOTHING).join();
        CheckedAhead again = checks.check(envelopes, before).join();
        assertThat(again.find(1, envelopes.get(1)).orElseThrow())
                .isSameAs(before.find(1, envelopes.get(1)).orElseThrow());
    }

    @Test
    void another_envelope_at_the_place_is_not_found() {
        CheckedAhead found =
                checks(Runnable::run).check(envelopes, CheckedAhead.NOTHING).join();
        assertThat(found.find(1, envelopes.get(2))).isEmpty();
        assertThat(found.find(COUNT, envelopes.get(1))).isEmpty();
    }

    private AheadChecks checks(Executor threads) {
        TransactionRules rules = chain.transactionRules();
        return new AheadChecks(
                rules, threads, new SignatureStage(rules, TestProcess.SUITE.id(), threads, VerifyHelp.NONE));
    }

    private Bytes transaction(long salt) {
        Address sender = TestProcess.SUITE.addressOf(ALICE.publicKey());
        Bytes body = AccountCall.CODEC.encode(new AccountCall(
                chain.chainId(),
                sender,
                sender,
                "Transfer",
                Bytes.EMPTY,
                new Mark(Height.GENESIS, chain.status().headId()),
                new Height(50),
                salt,
                new Fee(Amount.ZERO, Amount.ZERO),
                sender));
        var unsigned = new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, List.of());
        Hash id = SignedTransaction.of(unsigned, TestProcess.SUITE.hash()).id().hash();
        Bytes signature = ALICE.sign(TestProcess.SUITE.signingHash(chain.chainId(), SignatureType.TRANSACTION, id));
        return Transaction.CODEC.encode(new Transaction(
                TransactionFamilies.ACCOUNT,
                AccountCall.VERSION,
                body,
                List.of(new Authorization(ALICE.publicKey(), signature))));
    }
}
