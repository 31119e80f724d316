package org.banyan.types.proof;

import java.util.Optional;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Identifiers;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * One step of a proof. The kind says which root it leads to, the scheme how; exactly one kind is present on the wire. RELIABILITY.md 5, 4 and 6.
 */
public sealed interface ProofStep {
    /** Counted lists: LIST rules of {@code docs/spi/encoding.md}. */
    String LIST_SCHEME = "banyan-list-1";

    /** The state tree: STATE rules. */
    String STATE_SCHEME = "banyan-smt-1";

    /** Canonical headers: PROOF rules. */
    String HEADER_SCHEME = "banyan-header-1";

    Codec<ProofStep> CODEC = new ProofStepCodec();

    String scheme();

    /** Leads from a transaction's leaf to a body root. */
    record TransactionInBlock(String scheme, ListStep step) implements ProofStep {
        public TransactionInBlock {
            Identifiers.lowerCase("scheme of a proof step", scheme);
        }

        public TransactionInBlock(ListStep step) {
            this(LIST_SCHEME, step);
        }
    }

    /** Leads from a receipt to a receipts root. */
    record ReceiptInBlock(String scheme, ListStep step) implements ProofStep {
        public ReceiptInBlock {
            Identifiers.lowerCase("scheme of a proof step", scheme);
        }

        public ReceiptInBlock(ListStep step) {
            this(LIST_SCHEME, step);
        }
    }

    /** Leads from a key, with a value or absent, to a state root. */
    record KeyInState(String scheme, StateStep step) implements ProofStep {
        public KeyInState {
            Identifiers.lowerCase("scheme of a proof step", scheme);
        }

        public KeyInState(StateStep step) {
            this(STATE_SCHEME, step);
        }
    }

    /** Leads from a block id to the history root of a later block. */
    record BlockInHistory(String scheme, ListStep step) implements ProofStep {
        public BlockInHistory {
            Identifiers.lowerCase("scheme of a proof step", scheme);
        }

        public BlockInHistory(ListStep step) {
            this(LIST_SCHEME, step);
        }
    }

    /**
     * Leads from a root that the header holds to the id of its block.
     *
     * @param header canonical bytes as received
     */
    record HeaderOfBlock(String scheme, Bytes header) implements ProofStep {
        public HeaderOfBlock {
            Identifiers.lowerCase("scheme of a proof step", scheme);
            Bounds.sizeMax("header of a proof step", header, Header.BYTES_MAX);
        }

        public HeaderOfBlock(Header header) {
            this(HEADER_SCHEME, Header.CODEC.encode(header));
        }
    }

    /**
     * Leads from the header of an indexed block, which stands before this step, to the root of a parent block's index.
     *
     * @param step its leaf is an {@link org.banyan.types.crosschain.IndexLeaf}
     */
    record BlockInIndex(String scheme, ListStep step) implements ProofStep {
        public BlockInIndex {
            Identifiers.lowerCase("scheme of a proof step", scheme);
        }

        public BlockInIndex(ListStep step) {
            this(LIST_SCHEME, step);
        }
    }

    /** Leads from the header of a parent block, which stands before this step, to a child's header that names it. */
    record HeaderInParent(String scheme) implements ProofStep {
        public HeaderInParent {
            Identifiers.lowerCase("scheme of a proof step", scheme);
        }

        public HeaderInParent() {
            this(HEADER_SCHEME);
        }
    }

    /** Reads and writes the wire form, where absent kinds are absent fields. */
    final class ProofStepCodec implements Codec<ProofStep> {
        private ProofStepCodec() {}

        @Override
        public void write(ProofStep value, CanonicalWriter out) {
            out.string(1, value.scheme());
            switch (value) {
                case TransactionInBlock transaction -> out.message(2, transaction.step, ListStep.CODEC);
                case ReceiptInBlock receipt -> out.message(3, receipt.step, ListStep.CODEC);
                case KeyInState key -> out.message(4, key.step, StateStep.CODEC);
                case BlockInHistory block -> out.message(5, block.step, ListStep.CODEC);
                case HeaderOfBlock header -> out.message(6, header.header, HEADER_STEP);
                case BlockInIndex index -> out.message(7, index.step, ListStep.CODEC);
                case HeaderInParent parent -> out.message(8, parent, HEADER_IN_PARENT);
            }
        }

        @Override
        public ProofStep read(CanonicalReader in) {
            String scheme = in.string(1, Identifiers.LENGTH_MAX);
            Optional<ProofStep> transaction =
                    in.optionalMessage(2, ListStep.CODEC).map(step -> new TransactionInBlock(scheme, step));
            Optional<ProofStep> receipt = exclusive(
                    in,
                    transaction,
                    in.optionalMessage(3, ListStep.CODEC).map(step -> new ReceiptInBlock(scheme, step)));
            Optional<ProofStep> key = exclusive(
                    in, receipt, in.optionalMessage(4, StateStep.CODEC).map(step -> new KeyInState(scheme, step)));
            Optional<ProofStep> block = exclusive(
                    in, key, in.optionalMessage(5, ListStep.CODEC).map(step -> new BlockInHistory(scheme, step)));
            Optional<ProofStep> header = exclusive(
                    in, block, in.optionalMessage(6, HEADER_STEP).map(bytes -> new HeaderOfBlock(scheme, bytes)));
            Optional<ProofStep> index = exclusive(
                    in, header, in.optionalMessage(7, ListStep.CODEC).map(step -> new BlockInIndex(scheme, step)));
            Optional<ProofStep> parent = exclusive(
                    in, index, in.optionalMessage(8, HEADER_IN_PARENT).map(step -> new HeaderInParent(scheme)));
            return parent.orElseThrow(() -> in.refused("a proof step has no content"));
        }

        private static Optional<ProofStep> exclusive(
                CanonicalReader in, Optional<ProofStep> earlier, Optional<? extends ProofStep> found) {
            if (earlier.isPresent() && found.isPresent()) {
                throw in.refused("a proof step has more than one content");
            }
            return found.isPresent() ? Optional.of(found.get()) : earlier;
        }

        /** An empty message: all that it says stands in the headers before and after it. */
        private static final Codec<HeaderInParent> HEADER_IN_PARENT = new Codec<>() {
            @Override
            public void write(HeaderInParent value, CanonicalWriter out) {}

            @Override
            public HeaderInParent read(CanonicalReader in) {
                return new HeaderInParent();
            }
        };

        private static final Codec<Bytes> HEADER_STEP = new Codec<>() {
            @Override
            public void write(Bytes value, CanonicalWriter out) {
                out.bytes(1, value);
            }

            @Override
            public Bytes read(CanonicalReader in) {
                return in.bytes(1, Header.BYTES_MAX);
            }
        };
    }
}
