package org.banyan.sdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.ArrayList;
import java.util.Collections;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class ContractDescriptorTest {
    private static final String SERVICE = "banyan.sdk.test.Purse";

    private final ContractDescriptor purse = ContractDescriptor.parse(ServedDescriptors.purse(), SERVICE);

    @Test
    void a_served_descriptor_tells_name_version_and_methods() {
        assertThat(purse.name()).isEqualTo("purse");
        assertThat(purse.version()).isEqualTo(3);
        assertThat(purse.methods())
                .extracting(ContractDescriptor.Method::name)
                .containsExactly("Pay", "Balance", "GetOwner");
        assertThat(purse.methods()).extracting(ContractDescriptor.Method::view).containsExactly(false, true, true);
        assertThat(purse.method("Balance").orElseThrow().signature()).isEqualTo("Balance {owner: address}");
    }

    @Test
    void methods_are_found_with_a_small_first_letter_and_without_get_too() {
        assertThat(purse.method("balance")).map(ContractDescriptor.Method::name).contains("Balance");
        assertThat(purse.method("owner")).map(ContractDescriptor.Method::name).contains("GetOwner");
        assertThat(purse.method("BALANCE")).isEmpty();
        assertThat(purse.method("")).isEmpty();
    }

    @Test
    void failures_have_names() {
        assertThat(purse.failureName(1)).contains("TOO_POOR");
        assertThat(purse.failureName(100_003)).contains("OUT_OF_COST");
        assertThat(purse.failureName(77)).isEmpty();
    }

    @Test
    void the_order_of_files_does_not_matter() throws Exception {
        var files =
                FileDescriptorSet.parseFrom(ServedDescriptors.purse().toArray()).getFileList();
        var reversed = new ArrayList<>(files);
        Collections.reverse(reversed);
        Bytes set = Bytes.wrap(
                FileDescriptorSet.newBuilder().addAllFile(reversed).build().toByteArray());

        assertThat(ContractDescriptor.parse(set, SERVICE).name()).isEqualTo("purse");
    }

    @Test
    void descriptors_that_do_not_hold_together_are_refused() throws Exception {
        var files =
                FileDescriptorSet.parseFrom(ServedDescriptors.purse().toArray()).getFileList();
        Bytes withoutImports = Bytes.wrap(
                FileDescriptorSet.newBuilder().addFile(files.getLast()).build().toByteArray());

        assertThatThrownBy(() -> ContractDescriptor.parse(Bytes.fromHex("0aff"), SERVICE))
                .hasMessageContaining("does not parse");
        assertThatThrownBy(() -> ContractDescriptor.parse(withoutImports, SERVICE))
                .hasMessageContaining("miss what they import");
        assertThatThrownBy(() -> ContractDescriptor.parse(ServedDescriptors.purse(), "banyan.Other"))
                .hasMessageContaining("no service 'banyan.Other'");
        assertThatThrownBy(
                        () -> ContractDescriptor.parse(Bytes.wrap(new byte[ContractDescriptor.BYTES_MAX + 1]), SERVICE))
                .hasMessageContaining("more than the limit");
    }
}
