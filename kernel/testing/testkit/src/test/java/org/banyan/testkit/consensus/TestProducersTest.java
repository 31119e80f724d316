package org.banyan.testkit.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.consensus.SignRequest;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

class TestProducersTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();

    @Test
    void signers_stand_at_the_positions_of_their_producers() {
        TestProducers seven = TestProducers.count(SUITE, 7);
        assertThat(seven.set().size()).isEqualTo(7);
        for (int i = 0; i < 7; i++) {
            assertThat(seven.set().producers().get(i).key())
                    .isEqualTo(seven.signers().get(i).publicKey());
        }
        assertThat(TestProducers.count(SUITE, 7).set()).isEqualTo(seven.set());
    }

    @Test
    void a_guard_in_memory_refuses_what_contradicts_its_last_signature_of_the_type() {
        var guard = new MemorySignGuard(
                new ChainId(new Hash(1, 1, 1, 1)),
                SUITE,
                TestProducers.count(SUITE, 1).signers().getFirst());
        assertThat(guard.sign(request(SignatureType.BLOCK, 5, 1))).isPresent();
        assertThat(guard.sign(request(SignatureType.BLOCK, 5, 2))).isEmpty();
        assertThat(guard.sign(request(SignatureType.BLOCK, 4, 1))).isEmpty();
        assertThat(guard.sign(request(SignatureType.VOTE, 1, 1)))
                .as("another type")
                .isPresent();
        assertThat(guard.sign(request(SignatureType.BLOCK, 6, 2))).isPresent();
        assertThat(guard.lastSigned()).containsEntry(SignatureType.BLOCK, request(SignatureType.BLOCK, 6, 2));
    }

    private static SignRequest request(SignatureType type, long major, long object) {
        Hash hash = new Hash(2, 2, 2, object);
        return new SignRequest(type, major, 0, new BlockId(hash), hash);
    }
}
