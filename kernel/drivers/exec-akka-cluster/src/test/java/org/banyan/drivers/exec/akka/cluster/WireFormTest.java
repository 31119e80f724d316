package org.banyan.drivers.exec.akka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.SignatureCheck;
import org.banyan.spi.verification.SignatureChunk;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class WireFormTest {
    private static final int ROUNDS = 300;

    private final SplittableRandom random = new SplittableRandom(48);
    private final WireSerializer serializer = new WireSerializer();

    private Bytes bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private Wire message() {
        return switch (random.nextInt(3)) {
            case 0 -> new Wire.Hello(1 + random.nextInt(Wire.Hello.SLOTS_MAX));
            case 1 -> new Wire.Request(random.nextLong(), chunk(1 + random.nextInt(40)));
            default -> {
                int count = 1 + random.nextInt(SignatureChunk.CHECKS_MAX);
                yield new Wire.Answer(
                        random.nextLong(),
                        random.nextInt(5) == 0
                                ? Optional.empty()
                                : Optional.of(ChunkVerdicts.of(count, i -> random.nextBoolean())));
            }
        };
    }

    private SignatureChunk chunk(int size) {
        List<SignatureCheck> checks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            checks.add(new SignatureCheck(
                    random.nextInt(),
                    Hash.of(bytes(Hash.SIZE)),
                    bytes(random.nextInt(WireForm.SHORT_MAX + 1)),
                    bytes(random.nextInt(WireForm.SHORT_MAX + 1))));
        }
        return new SignatureChunk("sha256-secp256k1", checks);
    }

    @Test
    void what_is_written_is_read_and_neither_less_nor_more_is() throws NotSerializableException {
        for (int round = 0; round < ROUNDS; round++) {
            Wire message = message();
            String manifest = serializer.manifest(message);
            byte[] written = serializer.toBinary(message);
            assertThat(serializer.fromBinary(written, manifest)).isEqualTo(message);
            byte[] cut = Arrays.copyOf(written, random.nextInt(written.length));
            byte[] longer = Arrays.copyOf(written, written.length + 1);
            for (byte[] wrong : List.of(cut, longer)) {
                assertThatThrownBy(() -> serializer.fromBinary(wrong, manifest))
                        .isInstanceOf(NotSerializableException.class);
            }
        }
    }

    @Test
    void whatever_bytes_come_are_read_to_what_writes_them_or_refused() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = bytes(random.nextInt(400)).toArray();
            for (String manifest : List.of(WireSerializer.HELLO, WireSerializer.REQUEST, WireSerializer.ANSWER)) {
                try {
                    assertThat(serializer.toBinary(serializer.fromBinary(noise, manifest)))
                            .isEqualTo(noise);
                } catch (NotSerializableException refused) {
                    assertThat(refused).hasMessageNotContaining("null");
                }
            }
        }
    }

    @Test
    void a_message_of_an_unknown_kind_is_refused() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "x9"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("x9");
        assertThatThrownBy(() -> serializer.toBinary("text")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_largest_chunk_fits_into_a_message() {
        List<SignatureCheck> checks = new ArrayList<>();
        for (int i = 0; i < SignatureChunk.CHECKS_MAX; i++) {
            Bytes longest = bytes(WireForm.SHORT_MAX);
            checks.add(new SignatureCheck(1, Hash.of(bytes(Hash.SIZE)), longest, longest));
        }
        byte[] written = WireForm.write(new Wire.Request(1, new SignatureChunk("s", checks)));
        assertThat(written.length).isLessThanOrEqualTo(WireForm.BYTES_MAX);
        assertThat(WireForm.readRequest(written).chunk().checks()).isEqualTo(checks);
    }
}
