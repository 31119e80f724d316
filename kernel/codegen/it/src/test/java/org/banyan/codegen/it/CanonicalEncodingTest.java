package org.banyan.codegen.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.counter.CounterContract;
import com.acme.ledger.Everything;
import com.acme.ledger.LedgerContract;
import com.acme.ledger.PayRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.SplittableRandom;
import org.banyan.contract.Contract;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.banyan.v1.contract.Options;
import org.banyan.v1.contract.ValueType;
import org.junit.jupiter.api.Test;

/** Holds generated codecs and protobuf-java together, which knows the messages from the stored descriptor alone. */
class CanonicalEncodingTest {
    private static final int ROUNDS = 400;

    private final Contract ledger = new LedgerContract(new ExampleLedger());

    @Test
    void contract_3_generated_codecs_and_protobuf_agree_on_the_bytes_in_both_directions() throws Exception {
        agree(descriptor(ledger, "Everything"), Everything.CODEC, 1);
        agree(descriptor(ledger, "PayRequest"), PayRequest.CODEC, 2);
    }

    private static <T> void agree(Descriptor descriptor, Codec<T> codec, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] theirs = random(descriptor, random, 2).toByteArray();

            T value = codec.decode(Bytes.copyOf(theirs));
            byte[] ours = codec.encode(value).toArray();

            assertThat(ours).as("seed %d round %d", seed, round).isEqualTo(theirs);
            assertThat(DynamicMessage.parseFrom(descriptor, ours).toByteArray()).isEqualTo(theirs);
        }
    }

    @Test
    void contract_3_changed_bytes_are_refused_or_are_the_one_encoding_of_another_value() {
        SplittableRandom random = new SplittableRandom(3);
        int refused = 0;
        for (int round = 0; round < 4 * ROUNDS; round++) {
            byte[] bytes = random(descriptor(ledger, "Everything"), random, 1).toByteArray();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                Everything value = Everything.CODEC.decode(Bytes.copyOf(bytes));
                assertThat(Everything.CODEC.encode(value).toArray())
                        .as("round %d", round)
                        .isEqualTo(bytes);
            } catch (CodecException expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(ROUNDS / 4, 4 * ROUNDS - 1);
    }

    @Test
    void contract_5_the_stored_descriptor_stands_alone_and_tells_the_meaning_of_fields() {
        var file = files(ledger);

        assertThat(file.getFileList())
                .extracting("name")
                .containsExactly("acme/money/v1/money.proto", "acme/ledger/v1/ledger.proto");
        assertThat(file.getFileList()).allSatisfy(each -> {
            assertThat(each.hasSourceCodeInfo()).isFalse();
            assertThat(each.getDependencyList()).doesNotContain("banyan/contract/v1/options.proto");
        });
        var account = descriptor(ledger, "Everything").findFieldByName("account");
        assertThat(account.getOptions().getExtension(Options.type)).isEqualTo(ValueType.VALUE_TYPE_ADDRESS);
        var service =
                files(new CounterContract(new CountingCounter())).getFile(0).getService(0);
        assertThat(service.getOptions().getExtension(Options.contract).getName())
                .isEqualTo("counter");
        assertThat(service.getMethod(1).getOptions().getExtension(Options.view)).isTrue();
    }

    private static FileDescriptorSet files(Contract contract) {
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        Options.registerAllExtensions(extensions);
        try {
            return FileDescriptorSet.parseFrom(contract.describe().descriptor().toArray(), extensions);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Descriptor descriptor(Contract contract, String message) {
        try {
            FileDescriptor[] linked = {};
            for (var file : files(contract).getFileList()) {
                linked = new FileDescriptor[] {FileDescriptor.buildFrom(file, linked)};
            }
            return linked[0].findMessageTypeByName(message);
        } catch (DescriptorValidationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static DynamicMessage random(Descriptor descriptor, SplittableRandom random, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
        for (FieldDescriptor field : descriptor.getFields()) {
            if (field.isRepeated()) {
                int count = isMessage(field) && depth == 0 ? 0 : random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    message.addRepeatedField(field, value(field, random, depth));
                }
            } else if (field.getContainingOneof() == null || random.nextInt(3) == 0) {
                message.setField(field, value(field, random, depth));
            }
        }
        return message.build();
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.MESSAGE;
    }

    private static Object value(FieldDescriptor field, SplittableRandom random, int depth) {
        return switch (field.getType()) {
            case UINT64 -> random.nextInt(3) == 0 ? 0L : random.nextLong() >>> random.nextInt(64);
            case UINT32 -> random.nextInt(3) == 0 ? 0 : random.nextInt() >>> random.nextInt(32);
            case BOOL -> random.nextBoolean();
            case STRING -> "aß€😀".repeat(2).substring(0, 2 * random.nextInt(3));
            case ENUM -> field.getEnumType().getValues().get(random.nextInt(3));
            case MESSAGE -> random(field.getMessageType(), random, depth - 1);
            case BYTES -> bytes(field, random);
            default -> throw new IllegalStateException("no such kind in the examples: " + field);
        };
    }

    private static ByteString bytes(FieldDescriptor field, SplittableRandom random) {
        byte[] bytes = switch (field.getOptions().getExtension(Options.type)) {
            case VALUE_TYPE_ADDRESS, VALUE_TYPE_HASH -> new byte[32];
            case VALUE_TYPE_AMOUNT -> new byte[random.nextInt(33)];
            default -> new byte[random.nextInt(17)];
        };
        random.nextBytes(bytes);
        if (bytes.length > 0 && bytes[0] == 0) {
            bytes[0] = 1;
        }
        return ByteString.copyFrom(bytes);
    }
}
