package org.banyan.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.json.JsonException;
import org.banyan.sdk.testproto.PayRequest;
import org.banyan.types.AddressText;
import org.banyan.types.Bytes;

/** Calls as JSON, replies as bytes, descriptors as deployed: nothing that a user or a contract's author sends breaks a client or a server. */
class ContractFuzzTest {
    private static final ContractJson JSON = new ContractJson(Addresses.of(new AddressText("dev")));

    @FuzzTarget
    void arguments(byte[] input) throws InvalidProtocolBufferException {
        Bytes encoded;
        try {
            if (!(Json.parse(new String(input, StandardCharsets.UTF_8)) instanceof Json.Object object)) {
                return;
            }
            encoded = JSON.encode(PayRequest.getDescriptor(), object);
        } catch (JsonException | ArgumentsException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
            return;
        }
        assertThat(PayRequest.parseFrom(encoded.readOnlyArray()).toByteArray()).isEqualTo(encoded.toArray());
        assertThat(JSON.encode(PayRequest.getDescriptor(), JSON.decode(PayRequest.getDescriptor(), encoded)))
                .isEqualTo(encoded);
    }

    @FuzzTarget
    void replies(byte[] input) {
        try {
            Json shown = JSON.decode(PayRequest.getDescriptor(), Bytes.copyOf(input));
            assertThat(Json.parse(shown.compact())).isEqualTo(shown);
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageContaining("PayRequest");
        }
    }

    @FuzzTarget
    void descriptors(byte[] input) {
        Bytes bytes = Bytes.copyOf(input);
        for (String name : new String[] {"banyan.sdk.test.Purse", "Purse"}) {
            try {
                ContractDescriptor descriptor = ContractDescriptor.parse(bytes, name);
                assertThat(descriptor.service()).isEqualTo(name);
                descriptor.failureName(1000);
                for (ContractDescriptor.Method method : descriptor.methods()) {
                    assertThat(method.signature()).startsWith(method.name());
                    JSON.decode(method.response(), Bytes.EMPTY);
                }
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal.getMessage()).isNotBlank();
            }
        }
        try {
            assertThat(ContractDescriptor.named(bytes, "purse").name()).isEqualTo("purse");
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
        }
    }
}
