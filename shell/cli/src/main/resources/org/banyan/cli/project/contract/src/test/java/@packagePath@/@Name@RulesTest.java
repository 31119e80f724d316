package @package@;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.contract.TrustedContract;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class @Name@RulesTest {
    private final Contract contract = new Trusted@Name@().create();

    @Test
    void the_interface_is_that_of_the_proto() {
        ContractInterface described = contract.describe();

        assertThat(described.name()).isEqualTo("@name@");
        assertThat(described.methods())
                .extracting(ContractInterface.Method::name)
                .containsExactly("Add", "Remove", "Get");
        assertThat(described.method("Get").orElseThrow().view()).isTrue();
    }

    @Test
    void the_trusted_runtime_finds_it() {
        assertThat(ServiceLoader.load(TrustedContract.class))
                .anySatisfy(each -> assertThat(each).isInstanceOf(Trusted@Name@.class));
    }

    @Test
    void arguments_that_are_no_request_are_refused() {
        Bytes request = AddRequest.CODEC.encode(new AddRequest("tea", 5));

        contract.check("Add", request);

        assertThatThrownBy(() -> contract.check("Add", Bytes.fromHex("ff"))).isInstanceOf(ContractFailure.class);
    }
}
