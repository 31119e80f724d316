package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.banyan.crosschain.ChainAccess;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.list.ListProof;
import org.junit.jupiter.api.Test;

class AnchorsTest {
    private static final ChainId CHAIN = new ChainId(new Hash(1, 1, 1, 1));
    private static final Hash OTHER = new Hash(0, 0, 0, 9);

    /** A chain whose producers have the height of their block as weight. */
    private record Certified(long finalBlock, Set<Long> certificates, Hash certifiers) implements ChainAccess {
        Certified(long finalBlock, Set<Long> certificates) {
            this(finalBlock, certificates, OTHER);
        }

        Certified certifiedBy(Hash set) {
            return new Certified(finalBlock, certificates, set);
        }

        @Override
        public ChainId chainId() {
            return CHAIN;
        }

        @Override
        public List<ChainId> parents() {
            return List.of();
        }

        @Override
        public Height finalHeight() {
            return new Height(finalBlock);
        }

        @Override
        public Header header(Height height) {
            return new Header(
                    Header.VERSION,
                    CHAIN,
                    height,
                    height.isGenesis() ? Header.genesisParent(CHAIN) : new BlockId(OTHER),
                    new Timestamp(1),
                    OTHER,
                    OTHER,
                    OTHER,
                    OTHER,
                    List.of());
        }

        @Override
        public Optional<Certificate> certificate(Height height) {
            return certificates.contains(height.value())
                    ? Optional.of(
                            new Certificate(CHAIN, height, new BlockId(OTHER), certifiers, Bytes.EMPTY, List.of()))
                    : Optional.empty();
        }

        @Override
        public ProducerSet producers(Height height) {
            return new ProducerSet(List.of(
                    new Producer(new Address(OTHER), new PublicKey(1, Bytes.wrap(new byte[33])), height.value() + 1)));
        }

        @Override
        public List<Inherent> inherents(Height height) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ListProof history(Height ancestor, Height height) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Standing> standing(ChainId other) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Followed> followed(ChainId other, Height height) {
            throw new UnsupportedOperationException();
        }
    }

    private static Checkpoint at(Certified chain, long height) {
        return new Checkpoint(chain.header(new Height(height)), chain.producers(new Height(height)));
    }

    @Test
    void an_anchor_is_the_newest_final_block_with_a_certificate_of_its_own_and_who_certifies_its_children() {
        Certified chain = new Certified(1000, Set.of(900L, 990L, 1001L));

        assertThat(Anchors.newest(chain)).isEqualTo(at(chain, 990));
    }

    @Test
    void an_edge_is_renewed_with_the_newest_header_whose_own_set_certified_it() {
        Certified chain = new Certified(1000, Set.of(900L, 990L, 995L));
        assertThat(Anchors.renewal(chain, Sha256.INSTANCE))
                .as("certified by sets that hand over there")
                .isEmpty();

        Hash set = chain.producers(new Height(990)).id(Sha256.INSTANCE);
        CertifiedHeader found =
                Anchors.renewal(chain.certifiedBy(set), Sha256.INSTANCE).orElseThrow();
        assertThat(found.header().height()).isEqualTo(new Height(990));
        assertThat(found.nextSet()).contains(chain.producers(new Height(990)));
        assertThat(found.link()).isEmpty();
    }

    @Test
    void without_a_certificate_near_the_final_block_the_anchor_is_genesis() {
        Certified chain = new Certified(1000, Set.of(1000L - Anchors.DEPTH_MAX));

        assertThat(Anchors.newest(chain)).isEqualTo(at(chain, 0));
        assertThat(Anchors.newest(new Certified(1000, Set.of(1001L - Anchors.DEPTH_MAX))))
                .isEqualTo(at(chain, 1001L - Anchors.DEPTH_MAX));
        assertThat(Anchors.newest(new Certified(0, Set.of()))).isEqualTo(at(chain, 0));
    }
}
