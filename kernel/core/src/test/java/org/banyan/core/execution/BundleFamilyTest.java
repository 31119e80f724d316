package org.banyan.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;
import static org.banyan.core.fixture.TestChain.FUNDS;

import java.util.List;
import org.banyan.contract.AccessSet;
import org.banyan.core.fixture.TestChain;
import org.banyan.spi.family.Calls;
import org.banyan.spi.family.FamilyTransaction;
import org.banyan.spi.family.TransactionFamily;
import org.banyan.spi.family.TransactionTerms;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.receipt.Status;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.SignedTransaction;
import org.junit.jupiter.api.Test;

/** A second transaction family beside the account family: several calls that succeed or fail as one. */
class BundleFamilyTest {
    private static final int BUNDLE = 7;

    private static final Codec<List<AccountCall>> CODEC = new Codec<>() {
        @Override
        public void write(List<AccountCall> calls, CanonicalWriter out) {
            out.repeated(1, calls, AccountCall.CODEC);
        }

        @Override
        public List<AccountCall> read(CanonicalReader in) {
            List<AccountCall> calls = in.repeated(1, AccountCall.CODEC, 10);
            if (calls.isEmpty()) {
                throw in.refused("a bundle has at least one call");
            }
            return calls;
        }
    };

    private record Bundle(List<AccountCall> all) implements FamilyTransaction {
        @Override
        public TransactionTerms terms() {
            AccountCall first = all.getFirst();
            return new TransactionTerms(
                    first.chainId(),
                    first.sender(),
                    List.of(first.sender()),
                    first.mark(),
                    first.validUntil(),
                    first.fee(),
                    first.sender());
        }

        @Override
        public void check(Calls calls) {
            all.forEach(call -> calls.check(call.contract(), call.method(), call.arguments()));
        }

        @Override
        public AccessSet access(Calls calls) {
            return AccessSet.UNKNOWN;
        }

        @Override
        public Bytes execute(Calls calls) {
            all.forEach(call -> calls.call(call.contract(), call.method(), call.arguments()));
            return Bytes.EMPTY;
        }
    }

    private static final class BundleFamily implements TransactionFamily {
        @Override
        public int id() {
            return BUNDLE;
        }

        @Override
        public FamilyTransaction read(SignedTransaction transaction) {
            return new Bundle(CODEC.decode(transaction.body()));
        }
    }

    private final TestChain chain =
            new TestChain(new MemoryDisk().open(), it -> it, List.of(new BundleFamily()), List.of());

    private Receipt run(AccountCall... calls) {
        Bytes envelope = chain.sign(BUNDLE, CODEC.encode(List.of(calls)), ALICE);
        assertThat(chain.submit(envelope)).isEqualTo(Verdict.ACCEPTED);
        return chain.receipts(chain.extendHead()).get(1);
    }

    @Test
    void calls_of_a_bundle_run_in_order() {
        Receipt receipt = run(chain.transfer(ALICE, BOB, 3), chain.transfer(ALICE, BOB, 4));
        assertThat(receipt.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(receipt.events()).hasSize(2);
        assertThat(chain.balance(BOB)).isEqualTo(FUNDS.plus(Amount.of(7)));
    }

    @Test
    void a_call_that_fails_takes_the_whole_bundle_with_it() {
        Receipt receipt = run(chain.transfer(ALICE, BOB, 3), chain.call(ALICE, "Fail", Bytes.EMPTY));
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.events()).isEmpty();
        assertThat(chain.balance(BOB)).isEqualTo(FUNDS);
        assertThat(chain.balance(ALICE)).isEqualTo(FUNDS.minus(receipt.fee()));
    }

    @Test
    void both_families_stand_in_one_block() {
        chain.submit(chain.sign(BUNDLE, CODEC.encode(List.of(chain.transfer(ALICE, BOB, 1))), ALICE));
        chain.submit(chain.sign(chain.transfer(BOB, ALICE, 2), BOB));
        assertThat(chain.receipts(chain.extendHead())).hasSize(4);
    }
}
