package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;
import static org.banyan.core.fixture.TestChain.FUNDS;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Witness;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.Transaction;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final TestChain chain = new TestChain(new MemoryDisk().open());
    private final AccountCall good = chain.transfer(ALICE, BOB, 5);

    // Transactions

    @Test
    void a_transaction_of_another_chain_is_refused() {
        refused(
                "TX-WRONG-CHAIN",
                with(good, new ChainId(new Hash(1, 1, 1, 1)), good.mark(), good.validUntil(), good.fee()));
    }

    @Test
    void an_expired_transaction_is_refused() {
        chain.extendHead();
        chain.extendHead();
        refused("TX-EXPIRED", with(good, good.chainId(), good.mark(), new Height(2), good.fee()));
    }

    @Test
    void a_mark_is_accepted_for_exactly_the_window() {
        int window = chain.engine().parts().rules().specification().markWindow();
        for (int i = 0; i < window - 1; i++) {
            chain.certify(chain.extendHead());
        }
        assertThat(chain.submit(chain.sign(good, ALICE))).isEqualTo(Verdict.ACCEPTED);
        AccountCall late = chain.transfer(ALICE, BOB, 6);
        chain.certify(chain.extendHead());
        refused("TX-MARK-EXPIRED", with(late, late.chainId(), good.mark(), late.validUntil(), late.fee()));
    }

    @Test
    void a_mark_on_no_block_of_this_branch_is_refused() {
        BlockId elsewhere = new BlockId(new Hash(3, 3, 3, 3));
        refused(
                "TX-MARK-FOREIGN",
                with(good, good.chainId(), new Mark(Height.GENESIS, elsewhere), good.validUntil(), good.fee()));
        refused(
                "TX-MARK-FOREIGN",
                with(good, good.chainId(), new Mark(new Height(1), elsewhere), good.validUntil(), good.fee()));
    }

    @Test
    void a_transaction_is_spent_after_it_was_packed_until_its_mark_expires() {
        Bytes envelope = chain.sign(good, ALICE);
        chain.submit(envelope);
        int window = chain.engine().parts().rules().specification().markWindow();
        for (int i = 1; i < window; i++) {
            chain.certify(chain.extendHead());
            assertThat(rule(chain.submit(envelope))).isEqualTo("TX-DUPLICATE");
        }
        chain.certify(chain.extendHead());
        assertThat(rule(chain.submit(envelope))).isEqualTo("TX-MARK-EXPIRED");
    }

    @Test
    void a_transaction_is_spent_after_a_restart_too() {
        MemoryDisk disk = new MemoryDisk();
        TestChain first = new TestChain(disk.open());
        Bytes envelope = first.sign(first.transfer(ALICE, BOB, 5), ALICE);
        first.submit(envelope);
        first.certify(first.extendHead());
        TestChain again = new TestChain(disk.copy().open());
        assertThat(rule(again.submit(envelope))).isEqualTo("TX-DUPLICATE");
    }

    @Test
    void a_signature_that_does_not_fit_is_refused() {
        Transaction signed = Transaction.CODEC.decode(chain.sign(good, ALICE));
        Authorization right = signed.authorizations().getFirst();
        byte[] flipped = right.signature().toArray();
        flipped[5] ^= 1;
        var wrong = new Authorization(right.scheme(), right.key(), Bytes.wrap(flipped));
        assertThat(rule(chain.submit(envelope(signed, wrong)))).isEqualTo("TX-SIGNATURE-INVALID");
        var cut =
                new Authorization(right.scheme(), right.key(), right.signature().slice(0, 31));
        assertThat(rule(chain.submit(envelope(signed, cut)))).isEqualTo("TX-SIGNATURE-NOT-CANONICAL");
        assertThat(rule(chain.submit(envelope(signed, right, right)))).isEqualTo("TX-SIGNATURE-NOT-CANONICAL");
        var unknown = new Authorization(77, right.key(), right.signature());
        assertThat(rule(chain.submit(envelope(signed, unknown)))).isEqualTo("TX-SIGNATURE-INVALID");
    }

    @Test
    void a_foreign_signature_or_none_is_refused() {
        assertThat(rule(chain.submit(chain.sign(good, BOB)))).isEqualTo("TX-UNAUTHORIZED");
        assertThat(rule(chain.submit(chain.sign(good)))).isEqualTo("TX-UNAUTHORIZED");
    }

    @Test
    void another_account_pays_when_it_signs_too() {
        AccountCall paidByBob = new AccountCall(
                good.chainId(),
                good.sender(),
                good.contract(),
                good.method(),
                good.arguments(),
                good.mark(),
                good.validUntil(),
                good.salt(),
                good.fee(),
                TestChain.address(BOB));
        assertThat(rule(chain.submit(chain.sign(paidByBob, ALICE)))).isEqualTo("TX-UNAUTHORIZED");
        assertThat(chain.submit(chain.sign(paidByBob, ALICE, BOB))).isEqualTo(Verdict.ACCEPTED);
        chain.extendHead();
        assertThat(chain.balance(ALICE)).isEqualTo(FUNDS.minus(Amount.of(5)));
    }

    @Test
    void fees_that_are_too_low_or_cannot_be_paid_are_refused() {
        refused(
                "TX-FEE-TOO-LOW",
                with(good, good.chainId(), good.mark(), good.validUntil(), new Fee(Amount.of(10), Amount.ZERO)));
        Amount tooMuch = FUNDS.plus(Amount.of(1));
        refused(
                "TX-FEE-UNPAYABLE",
                with(good, good.chainId(), good.mark(), good.validUntil(), new Fee(tooMuch, Amount.ZERO)));
        Signer stranger = TestKeys.named(TestChain.SUITE, "stranger");
        assertThat(rule(chain.submit(chain.sign(chain.transfer(stranger, BOB, 1), stranger))))
                .isEqualTo("TX-FEE-UNPAYABLE");
    }

    @Test
    void unknown_contracts_and_methods_and_arguments_that_do_not_parse_are_refused() {
        AccountCall nowhere = new AccountCall(
                good.chainId(),
                good.sender(),
                new Address(new Hash(8, 8, 8, 8)),
                good.method(),
                good.arguments(),
                good.mark(),
                good.validUntil(),
                good.salt(),
                good.fee(),
                good.payer());
        refused("TX-UNKNOWN-CONTRACT", nowhere);
        refused("TX-UNKNOWN-METHOD", chain.call(ALICE, "Steal", Bytes.EMPTY));
        refused("TX-ARGUMENTS-INVALID", chain.call(ALICE, "Transfer", Bytes.utf8("nonsense")));
    }

    @Test
    void bytes_that_are_no_transaction_are_refused() {
        assertThat(rule(chain.submit(Bytes.EMPTY))).isNotEmpty();
        assertThat(rule(chain.submit(Bytes.utf8("nonsense")))).isEqualTo("TX-MALFORMED");
        assertThat(rule(chain.submit(Bytes.wrap(new byte[100_000])))).isEqualTo("TX-TOO-LARGE");
        Bytes trailing = Bytes.concat(chain.sign(good, ALICE), Bytes.wrap(new byte[] {0x28, 1}));
        assertThat(rule(chain.submit(trailing))).isEqualTo("TX-MALFORMED");
        assertThat(rule(chain.submit(Transaction.CODEC.encode(new Transaction(9, 1, Bytes.utf8("x"), List.of())))))
                .isEqualTo("TX-UNKNOWN-FAMILY");
    }

    private void refused(String rule, AccountCall call) {
        assertThat(rule(chain.submit(chain.sign(call, ALICE)))).isEqualTo(rule);
    }

    private static String rule(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected) verdict).rule().text();
    }

    private static AccountCall with(AccountCall call, ChainId chainId, Mark mark, Height validUntil, Fee fee) {
        return new AccountCall(
                chainId,
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                mark,
                validUntil,
                call.salt(),
                fee,
                call.payer());
    }

    private static Bytes envelope(Transaction signed, Authorization... authorizations) {
        return Transaction.CODEC.encode(
                new Transaction(signed.family(), signed.version(), signed.body(), List.of(authorizations)));
    }

    // Blocks: each positive is the import of the block as it was made

    private final TestChain other = new TestChain(new MemoryDisk().open());

    private Block made() {
        chain.submit(chain.sign(chain.transfer(ALICE, BOB, 5), ALICE));
        BlockId id = chain.extendHead();
        return chain.engine().store().block(id).orElseThrow();
    }

    private String refusedBlock(Header header, Body body) {
        var outcome = other.engine()
                .importBlock(
                        new Block(header, body), Witness.of(chain.seal(header, 0)), header.time(), new ArrayList<>());
        assertThat(outcome).isInstanceOf(ImportOutcome.Rejected.class);
        assertThat(other.height()).isEqualTo(Height.GENESIS);
        return ((ImportOutcome.Rejected) outcome).verdict().rule().text();
    }

    @Test
    void every_root_of_a_header_is_checked() {
        Block block = made();
        Header h = block.header();
        Hash wrong = new Hash(4, 4, 4, 4);
        assertThat(refusedBlock(
                        header(h, h.chainId(), h.height(), wrong, h.receiptsRoot(), h.stateRoot(), h.historyRoot()),
                        block.body()))
                .isEqualTo("BODY-ROOT");
        assertThat(refusedBlock(
                        header(h, h.chainId(), h.height(), h.bodyRoot(), wrong, h.stateRoot(), h.historyRoot()),
                        block.body()))
                .isEqualTo("BODY-RECEIPTS");
        assertThat(refusedBlock(
                        header(h, h.chainId(), h.height(), h.bodyRoot(), h.receiptsRoot(), wrong, h.historyRoot()),
                        block.body()))
                .isEqualTo("BODY-STATE");
        assertThat(refusedBlock(
                        header(h, h.chainId(), h.height(), h.bodyRoot(), h.receiptsRoot(), h.stateRoot(), wrong),
                        block.body()))
                .isEqualTo("HEADER-HISTORY");
        assertThat(refusedBlock(
                        header(
                                h,
                                new ChainId(wrong),
                                h.height(),
                                h.bodyRoot(),
                                h.receiptsRoot(),
                                h.stateRoot(),
                                h.historyRoot()),
                        block.body()))
                .isEqualTo("HEADER-CHAIN");
        assertThat(refusedBlock(
                        header(
                                h,
                                h.chainId(),
                                new Height(2),
                                h.bodyRoot(),
                                h.receiptsRoot(),
                                h.stateRoot(),
                                h.historyRoot()),
                        block.body()))
                .isEqualTo("HEADER-HEIGHT");
        assertThat(other.importFrom(chain, h.id(TestChain.SUITE.hash()))).isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void another_body_does_not_condemn_the_header() {
        Block block = made();
        Body stolen = new Body(List.of(), List.of());
        assertThat(refusedBlock(block.header(), stolen)).isEqualTo("BODY-ROOT");
        Body foreign = new Body(
                List.of(new Inherent("evidence", Bytes.utf8("x"))), block.body().transactions());
        assertThat(refusedBlock(block.header(), foreign)).isEqualTo("BODY-ROOT");
        assertThat(other.importFrom(chain, block.header().id(TestChain.SUITE.hash())))
                .isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void a_bad_seal_does_not_condemn_the_header() {
        Block block = made();
        var outcome =
                other.engine().importBlock(block, Witness.EMPTY, block.header().time(), new ArrayList<>());
        assertThat(outcome).isInstanceOf(ImportOutcome.Rejected.class);
        assertThat(other.importFrom(chain, block.header().id(TestChain.SUITE.hash())))
                .isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void a_block_without_its_parent_asks_for_it_and_an_early_one_is_held() {
        Block first = made();
        BlockId second = chain.extendHead();
        assertThat(other.importFrom(chain, second))
                .isEqualTo(new ImportOutcome.MissingParent(first.header().id(TestChain.SUITE.hash())));
        var early = other.engine()
                .importBlock(
                        first,
                        Witness.EMPTY,
                        chain.engine().parts().rules().specification().genesisTime(),
                        new ArrayList<>());
        assertThat(early).isEqualTo(new ImportOutcome.Early(first.header().time()));
    }

    private static Header header(
            Header of, ChainId chainId, Height height, Hash body, Hash receipts, Hash state, Hash history) {
        return new Header(
                of.version(), chainId, height, of.parent(), of.time(), body, receipts, state, history, of.extensions());
    }
}
