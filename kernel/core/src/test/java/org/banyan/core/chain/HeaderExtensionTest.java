package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.banyan.core.fixture.LedgerContract;
import org.banyan.core.fixture.TestChain;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Witness;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.ExtensionRule;
import org.junit.jupiter.api.Test;

/** aelf whitepaper 5.2.8: a chain chooses its header. Two extensions: one computed from the parent and its state, one free and optional. */
class HeaderExtensionTest {
    /** Must be the parent's transaction-independent digest: height and what the parent state says of the ledger. */
    private static final class Tally implements HeaderExtensionRule {
        @Override
        public String id() {
            return "test.tally";
        }

        private static Bytes value(BlockFacts facts) {
            boolean ledger = facts.parentState().of(LedgerContract.NAME).isPresent();
            boolean nothing = facts.parentState().of("nothing").isPresent();
            return Bytes.utf8(facts.height() + ":" + ledger + ":" + nothing);
        }

        @Override
        public Optional<Bytes> propose(BlockFacts facts) {
            return Optional.of(value(facts));
        }

        @Override
        public Verdict check(Optional<Bytes> value, BlockFacts facts) {
            return value.equals(Optional.of(value(facts)))
                    ? Verdict.ACCEPTED
                    : Verdict.rejected(new RuleId("TALLY-1"), "the tally is not " + value(facts));
        }
    }

    private static final class Note implements HeaderExtensionRule {
        @Override
        public String id() {
            return "test.note";
        }

        @Override
        public Optional<Bytes> propose(BlockFacts facts) {
            return facts.height().value() % 2 == 0 ? Optional.of(Bytes.utf8("even")) : Optional.empty();
        }

        @Override
        public Verdict check(Optional<Bytes> value, BlockFacts facts) {
            return value.isEmpty() || value.get().size() <= 8
                    ? Verdict.ACCEPTED
                    : Verdict.rejected(new RuleId("NOTE-1"), "a note has at most 8 bytes");
        }
    }

    private static final List<HeaderExtensionRule> RULES = List.of(new Note(), new Tally());

    private static final UnaryOperator<ChainSpecification> LISTED = it -> new ChainSpecification(
            it.format(),
            it.name(),
            it.cryptoSuite(),
            it.addressPrefix(),
            it.genesisTime(),
            it.consensus(),
            new ContractCollection(
                    it.collection().contracts(),
                    List.of(new ExtensionRule("test.note", false), new ExtensionRule("test.tally", true)),
                    "",
                    "",
                    LedgerContract.NAME,
                    List.of(),
                    List.of(),
                    List.of()),
            it.updateRule(),
            it.parents(),
            it.indexing(),
            it.limits(),
            it.fees(),
            it.genesisCalls());

    private final TestChain chain = new TestChain(new MemoryDisk().open(), LISTED, List.of(), RULES);
    private final TestChain other = new TestChain(new MemoryDisk().open(), LISTED, List.of(), RULES);

    @Test
    void extensions_are_written_by_the_producer_and_accepted_by_others() {
        BlockId first = chain.extendHead();
        BlockId second = chain.extendHead();
        Header header = chain.engine().store().block(second).orElseThrow().header();
        assertThat(header.extension("test.note")).contains(Bytes.utf8("even"));
        assertThat(header.extension("test.tally")).contains(Bytes.utf8("2:true:false"));
        assertThat(other.importFrom(chain, first)).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(other.importFrom(chain, second)).isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void a_wrong_missing_or_unlisted_extension_is_refused_by_its_own_rule() {
        BlockId id = chain.extendHead();
        Block block = chain.engine().store().block(id).orElseThrow();
        assertThat(refusal(block, "test.tally", Optional.of(Bytes.utf8("9:true:false"))))
                .isEqualTo("TALLY-1");
        assertThat(refusal(block, "test.tally", Optional.empty())).isEqualTo("TALLY-1");
        assertThat(refusal(block, "test.note", Optional.of(Bytes.utf8("much too long"))))
                .isEqualTo("NOTE-1");
        assertThat(refusal(block, "test.other", Optional.of(Bytes.utf8("x")))).isEqualTo("HEADER-EXTENSION");
        assertThat(refusal(block, "consensus", Optional.empty())).isEqualTo("HEADER-CONSENSUS");
        assertThat(other.importFrom(chain, id)).isInstanceOf(ImportOutcome.Imported.class);
    }

    private String refusal(Block block, String extension, Optional<Bytes> value) {
        List<HeaderExtension> extensions = new ArrayList<>(block.header().extensions());
        extensions.removeIf(each -> each.id().equals(extension));
        value.ifPresent(bytes -> extensions.add(new HeaderExtension(extension, bytes)));
        extensions.sort((one, another) -> one.id().compareTo(another.id()));
        Header h = block.header();
        Header changed = new Header(
                h.version(),
                h.chainId(),
                h.height(),
                h.parent(),
                h.time(),
                h.bodyRoot(),
                h.receiptsRoot(),
                h.stateRoot(),
                h.historyRoot(),
                extensions);
        var outcome = other.engine()
                .importBlock(
                        new Block(changed, block.body()),
                        extension.equals("consensus") ? Witness.EMPTY : Witness.of(chain.seal(changed, 0)),
                        changed.time(),
                        new ArrayList<>());
        assertThat(outcome).isInstanceOf(ImportOutcome.Rejected.class);
        return ((ImportOutcome.Rejected) outcome).verdict().rule().text();
    }
}
