package org.banyan.contracts.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;

import java.util.Optional;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.contract.test.TestAccount;
import org.banyan.contracts.account.TrustedAccount;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.contracts.token.TrustedToken;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.specification.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
    private static final int SCRIPTS = 7;
    private static final int NO_RUNTIME = 8;
    private static final int NOT_ALLOWED = 9;
    private static final int CODE_BYTES_MAX = 2_000;
    private static final Bytes DESCRIPTOR = Bytes.utf8("descriptor");
    private static final Bytes CODE = Bytes.utf8("code");

    private final ContractTest chain = ContractTest.setup(new TrustedRegistry().create())
            .deployable(new TrustedToken().create())
            .runtime(new Scripts())
            .deployableCategory(NO_RUNTIME)
            .limits(withCodeBytes(CODE_BYTES_MAX))
            .start();

    @Test
    void deployed_code_runs_at_the_address_of_deployer_and_name() {
        CallResult<DeployReply> result = deploy(ALICE, "token", CodeBinding.TRUSTED, Bytes.EMPTY);

        Address address = result.reply().address();
        assertThat(result.events("Deployed", Deployed.CODEC))
                .containsExactly(new Deployed("token", address, 1, CodeBinding.TRUSTED));
        assertThat(chain.as(ALICE)
                        .on(address)
                        .send(TokenClient.TRANSFER, new TransferRequest(BOB.address(), "X", Amount.of(1), ""))
                        .failureCode()
                        .name())
                .isEqualTo("BALANCE_TOO_LOW");
        assertThat(contract("token"))
                .isEqualTo(new ContractRecord(
                        "token",
                        address,
                        1,
                        CodeBinding.TRUSTED,
                        ALICE.address(),
                        0,
                        chain.height().value()));
        assertThat(chain.view(RegistryClient.GET_CONTRACT_AT, new GetContractAtRequest(address))
                        .contract())
                .isEqualTo(contract("token"));
        assertThat(chain.view(RegistryClient.GET_DESCRIPTOR, new GetDescriptorRequest("token"))
                        .descriptor())
                .isEqualTo(DESCRIPTOR);
    }

    @Test
    void a_name_is_taken_once_whoever_comes() {
        deploy(ALICE, "script", SCRIPTS, CODE).reply();

        assertThat(deploy(ALICE, "script", SCRIPTS, CODE).failureCode()).isEqualTo(RegistryFailure.NAME_TAKEN);
        assertThat(deploy(BOB, "script", SCRIPTS, CODE).failureCode()).isEqualTo(RegistryFailure.NAME_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Script", "1script", "-script", "scr_ipt", "skript\u00e4"})
    void a_name_has_one_form(String name) {
        assertThat(deploy(ALICE, name, SCRIPTS, CODE).failureCode()).isEqualTo(RegistryFailure.NAME_MALFORMED);
    }

    @Test
    void the_deployer_alone_upgrades_and_only_upwards() {
        Address address = deploy(ALICE, "script", SCRIPTS, CODE).reply().address();
        chain.nextBlock();

        assertThat(upgrade(BOB, "script", 2).failureCode()).isEqualTo(RegistryFailure.NOT_DEPLOYER);
        assertThat(upgrade(ALICE, "script", 1).failureCode()).isEqualTo(RegistryFailure.VERSION_NOT_NEWER);
        assertThat(upgrade(ALICE, "script", 0).failureCode()).isEqualTo(RegistryFailure.VERSION_NOT_NEWER);
        assertThat(upgrade(ALICE, "other", 2).failureCode()).isEqualTo(RegistryFailure.NAME_UNKNOWN);
        assertThat(upgrade(ALICE, "script", 5).isSuccess()).isTrue();

        assertThat(contract("script"))
                .isEqualTo(new ContractRecord("script", address, 5, SCRIPTS, ALICE.address(), 5, 2));
        assertThat(chain.view(RegistryClient.GET_DESCRIPTOR, new GetDescriptorRequest("script"))
                        .descriptor())
                .isEqualTo(Bytes.utf8("new"));
    }

    @Test
    void versions_are_positive_and_the_greatest_is_no_trap() {
        assertThat(deploy(ALICE, "script", 0, SCRIPTS, CODE, DESCRIPTOR).failureCode())
                .isEqualTo(RegistryFailure.VERSION_MALFORMED);
        assertThat(deploy(ALICE, "script", -1, SCRIPTS, CODE, DESCRIPTOR).failureCode())
                .isEqualTo(RegistryFailure.VERSION_MALFORMED);
        deploy(ALICE, "script", SCRIPTS, CODE).reply();
        assertThat(upgrade(ALICE, "script", -1).failureCode()).isEqualTo(RegistryFailure.VERSION_MALFORMED);
    }

    @Test
    void code_of_a_category_that_the_collection_does_not_allow_is_refused() {
        CallResult<DeployReply> result = deploy(ALICE, "script", NOT_ALLOWED, CODE);

        assertThat(result.failureCode()).isEqualTo(CommonFailure.CODE_REFUSED);
        assertThat(result.failure().text()).contains("category 9 may not be deployed on this chain");
        assertThatThrownBy(() -> contract("script")).isInstanceOf(ContractFailure.class);
    }

    @Test
    void code_without_a_runtime_and_code_that_the_runtime_forbids_is_refused() {
        assertThat(deploy(ALICE, "script", NO_RUNTIME, CODE).failureCode()).isEqualTo(CommonFailure.CODE_REFUSED);
        assertThat(deploy(ALICE, "script", SCRIPTS, Bytes.utf8("clock()")).failureCode())
                .isEqualTo(CommonFailure.CODE_REFUSED);
        assertThat(deploy(ALICE, "unknown", CodeBinding.TRUSTED, Bytes.EMPTY).failureCode())
                .isEqualTo(CommonFailure.CODE_REFUSED);
    }

    @Test
    void code_beyond_the_chains_limit_is_refused_and_at_the_limit_it_is_not() {
        assertThat(deploy(ALICE, "big", SCRIPTS, bytes(CODE_BYTES_MAX + 1)).failureCode())
                .isEqualTo(CommonFailure.CODE_REFUSED);
        assertThat(deploy(ALICE, "big", SCRIPTS, bytes(CODE_BYTES_MAX)).isSuccess())
                .isTrue();
    }

    @Test
    void deploying_costs_more_for_each_byte_of_code() {
        long small = deploy(ALICE, "small", SCRIPTS, bytes(100)).cost();
        long large = deploy(ALICE, "large", SCRIPTS, bytes(1_100)).cost();

        // each byte in the envelope and each byte of code
        assertThat(large - small).isBetween(1_000L * (100 + 8), 1_000L * (100 + 8) + 200);
    }

    @Test
    void a_descriptor_is_there_and_not_larger_than_48_kib() {
        assertThat(deploy(ALICE, "script", 1, SCRIPTS, CODE, Bytes.EMPTY).failureCode())
                .isEqualTo(RegistryFailure.DESCRIPTOR_MALFORMED);
        assertThatThrownBy(() -> new DeployRequest("script", 1, SCRIPTS, CODE, bytes(48 * 1024 + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(deploy(ALICE, "script", 1, SCRIPTS, CODE, bytes(48 * 1024)).isSuccess())
                .isTrue();
    }

    @Test
    void a_failed_deployment_leaves_no_code_behind() {
        Address address = deploy(ALICE, "script", SCRIPTS, CODE).reply().address();
        ContractTest other = ContractTest.setup(new TrustedRegistry().create(), new TrustedAccount().create())
                .runtime(new Scripts())
                .start();
        CallResult<DeployReply> failed =
                other.as(ALICE).send(RegistryClient.DEPLOY, new DeployRequest("script", 1, SCRIPTS, CODE, Bytes.EMPTY));

        assertThat(failed.failureCode()).isEqualTo(RegistryFailure.DESCRIPTOR_MALFORMED);
        assertThatThrownBy(() -> other.view(RegistryClient.GET_CONTRACT_AT, new GetContractAtRequest(address)))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(RegistryFailure.NAME_UNKNOWN));
        assertThat(other.state().get(new org.banyan.core.state.StateKey(SystemAddresses.KERNEL, address.bytes())))
                .isEqualTo(Optional.empty());
    }

    @Test
    void system_contracts_are_listed_by_the_kernel_and_upgraded_by_nobody() {
        var request = new RegisterSystemRequest("registry", 1, CodeBinding.TRUSTED, DESCRIPTOR);
        assertThat(chain.as(ALICE).send(RegistryClient.REGISTER_SYSTEM, request).failureCode())
                .isEqualTo(RegistryFailure.NOT_KERNEL);

        assertThat(chain.as(SystemAddresses.KERNEL)
                        .send(RegistryClient.REGISTER_SYSTEM, request)
                        .isSuccess())
                .isTrue();

        chain.as(SystemAddresses.KERNEL)
                .send(
                        RegistryClient.REGISTER_SYSTEM,
                        new RegisterSystemRequest("token", 1, CodeBinding.TRUSTED, DESCRIPTOR))
                .reply();

        assertThat(contract("registry").address()).isEqualTo(chain.addressOf("registry"));
        assertThat(contract("token").address()).isEqualTo(chain.addressOf("token"));
        assertThat(upgrade(ALICE, "registry", 2).failureCode()).isEqualTo(RegistryFailure.NOT_DEPLOYER);
        assertThat(deploy(ALICE, "registry", SCRIPTS, CODE).failureCode()).isEqualTo(RegistryFailure.NAME_TAKEN);
        assertThat(chain.as(SystemAddresses.KERNEL)
                        .send(
                                RegistryClient.REGISTER_SYSTEM,
                                new RegisterSystemRequest("No", 1, CodeBinding.TRUSTED, DESCRIPTOR))
                        .failureCode())
                .isEqualTo(RegistryFailure.NAME_MALFORMED);
    }

    @Test
    void contracts_are_listed_by_name_in_pages() {
        for (String name : new String[] {"zinc", "a", "iron", "lead"}) {
            deploy(ALICE, name, SCRIPTS, CODE).reply();
        }

        assertThat(list("", 0)).containsExactly("a", "iron", "lead", "zinc");
        assertThat(list("", 3)).containsExactly("a", "iron", "lead");
        assertThat(list("lead", 3)).containsExactly("zinc");
        assertThat(list("zinc", -1)).isEmpty();
    }

    @Test
    void what_nobody_registered_is_unknown() {
        assertThatThrownBy(() -> contract("none"))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(RegistryFailure.NAME_UNKNOWN));
        assertThatThrownBy(() -> chain.view(RegistryClient.GET_DESCRIPTOR, new GetDescriptorRequest("none")))
                .isInstanceOf(ContractFailure.class);
        assertThatThrownBy(() -> chain.view(RegistryClient.GET_CONTRACT_AT, new GetContractAtRequest(ALICE.address())))
                .isInstanceOf(ContractFailure.class);
    }

    private Iterable<String> list(String after, int limit) {
        return chain.view(RegistryClient.LIST_CONTRACTS, new ListContractsRequest(after, limit)).contracts().stream()
                .map(ContractRecord::name)
                .toList();
    }

    private ContractRecord contract(String name) {
        return chain.view(RegistryClient.GET_CONTRACT, new GetContractRequest(name))
                .contract();
    }

    private CallResult<DeployReply> deploy(TestAccount deployer, String name, int category, Bytes code) {
        return deploy(deployer, name, 1, category, code, DESCRIPTOR);
    }

    private CallResult<DeployReply> deploy(
            TestAccount deployer, String name, int version, int category, Bytes code, Bytes descriptor) {
        return chain.as(deployer)
                .send(RegistryClient.DEPLOY, new DeployRequest(name, version, category, code, descriptor));
    }

    private CallResult<UpgradeReply> upgrade(TestAccount by, String name, int version) {
        return chain.as(by)
                .send(
                        RegistryClient.UPGRADE,
                        new UpgradeRequest(name, version, Bytes.utf8("code2"), Bytes.utf8("new")));
    }

    private static Bytes bytes(int count) {
        return Bytes.utf8("x".repeat(count));
    }

    private static Limits withCodeBytes(int codeBytes) {
        Limits limits = Limits.DEFAULT;
        return new Limits(
                limits.transactionBytes(),
                limits.blockBytes(),
                limits.blockTransactions(),
                limits.authorizations(),
                limits.transactionCost(),
                limits.blockCost(),
                limits.callDepth(),
                codeBytes,
                limits.valueBytes(),
                limits.events(),
                limits.inherents(),
                limits.headerBytes());
    }

    /** Takes any code but what asks for the clock. */
    private static final class Scripts implements ContractRuntime {
        @Override
        public int category() {
            return SCRIPTS;
        }

        @Override
        public Verdict audit(CodeBinding code) {
            return code.code().equals(Bytes.utf8("clock()"))
                    ? Verdict.rejected(new RuleId("SCRIPT-1"), "scripts have no clock")
                    : Verdict.ACCEPTED;
        }

        @Override
        public Optional<Contract> load(CodeBinding code) {
            return Optional.empty();
        }
    }
}
