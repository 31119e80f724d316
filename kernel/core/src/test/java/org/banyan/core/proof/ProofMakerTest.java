package org.banyan.core.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;
import static org.banyan.core.fixture.TestChain.SUITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.fixture.LedgerContract;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.state.StateKey;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.proof.ProofVerifier;
import org.banyan.types.proof.ProvenFact;
import org.banyan.types.transaction.SignedTransaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProofMakerTest {
    private static final int BLOCKS = 40;

    private final TestChain chain = new TestChain(new MemoryDisk().open());
    private final List<TransactionId> transactions = new ArrayList<>();
    private final List<Amount> bobAfter = new ArrayList<>(List.of(TestChain.FUNDS));
    private ProofMaker proofs;
    private ProofVerifier verifier;

    @BeforeEach
    void make_a_final_chain_with_a_transfer_in_each_block() {
        for (int i = 0; i < BLOCKS; i++) {
            Bytes envelope = chain.sign(chain.transfer(ALICE, BOB, i + 1), ALICE);
            assertThat(chain.submit(envelope).isAccepted()).isTrue();
            transactions.add(SignedTransaction.decode(envelope, SUITE.hash()).id());
            chain.certify(chain.extendHead());
            bobAfter.add(chain.balance(BOB));
        }
        proofs = new ProofMaker(chain.engine().store(), SUITE.hash());
        verifier =
                new ProofVerifier(SUITE.hash(), chain.engine().parts().rules().chainId());
    }

    @Test
    void a_transaction_is_proven_to_its_own_block_and_to_every_later_one() {
        for (int height = 1; height <= BLOCKS; height++) {
            TransactionId id = transactions.get(height - 1);
            for (long anchor : new long[] {height, Math.min(height + 1, BLOCKS), BLOCKS}) {
                var made = proofs.transaction(id, new Height(anchor)).orElseThrow();
                assertThat(made.trusted()).isEqualTo(finalAt(anchor));
                assertThat(verifier.verify(made.proof(), made.trusted()))
                        .isInstanceOfSatisfying(
                                ProofResult.Proven.class,
                                proven -> assertThat(proven.fact())
                                        .isInstanceOfSatisfying(
                                                ProvenFact.TransactionIncluded.class,
                                                fact -> assertThat(fact.transaction())
                                                        .isEqualTo(id)));
            }
        }
    }

    @Test
    void a_receipt_is_proven() {
        var made = proofs.receipt(transactions.get(7), new Height(BLOCKS)).orElseThrow();
        assertThat(verifier.verify(made.proof(), made.trusted())).isInstanceOf(ProofResult.Proven.class);
    }

    @Test
    void a_balance_is_proven_at_every_retained_height() {
        StateKey bob = balanceOfBob();
        for (int height = 0; height <= BLOCKS; height++) {
            var made = proofs.state(bob, new Height(height)).orElseThrow();
            Bytes expected = bobAfter.get(height).toBytes();
            assertThat(verifier.verify(made.proof(), finalAt(height)))
                    .isInstanceOfSatisfying(
                            ProofResult.Proven.class,
                            proven -> assertThat(proven.fact())
                                    .isInstanceOfSatisfying(
                                            ProvenFact.StateKnown.class,
                                            fact -> assertThat(fact.value()).isEqualTo(Optional.of(expected))));
        }
    }

    @Test
    void absence_is_proven() {
        StateKey nobody = new StateKey(
                chain.engine().parts().rules().systemAddress(LedgerContract.NAME), new Hash(9, 9, 9, 9).bytes());
        var made = proofs.state(nobody, new Height(BLOCKS)).orElseThrow();
        assertThat(verifier.verify(made.proof(), made.trusted())).isInstanceOf(ProofResult.Proven.class);
    }

    @Test
    void a_proof_does_not_hold_for_another_block() {
        var made = proofs.transaction(transactions.get(3), new Height(10)).orElseThrow();
        assertThat(verifier.verify(made.proof(), finalAt(11))).isInstanceOf(ProofResult.Rejected.class);
    }

    @Test
    void an_unknown_transaction_and_a_future_height_have_no_proof() {
        assertThat(proofs.transaction(new TransactionId(new Hash(1, 1, 1, 1)), new Height(BLOCKS)))
                .isEmpty();
        assertThat(proofs.state(balanceOfBob(), new Height(BLOCKS + 1))).isEmpty();
    }

    private StateKey balanceOfBob() {
        return new StateKey(
                chain.engine().parts().rules().systemAddress(LedgerContract.NAME),
                TestChain.address(BOB).bytes());
    }

    private BlockId finalAt(long height) {
        return chain.engine().store().finalAt(new Height(height)).orElseThrow();
    }
}
