package org.banyan.api;

import java.util.Optional;
import org.banyan.api.ChainReader.Point;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.account.AccountClient;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.registry.ContractRecord;
import org.banyan.contracts.registry.GetContractAtRequest;
import org.banyan.contracts.registry.GetContractRequest;
import org.banyan.contracts.registry.GetDescriptorRequest;
import org.banyan.contracts.registry.RegistryClient;
import org.banyan.contracts.registry.RegistryFailure;
import org.banyan.contracts.token.TokenClient;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** Views of the system contracts that the public API speaks of; absent ones answer nothing. Used within a turn of the chain's lane. */
final class SystemViews {
    static final String TOKEN = "token";
    static final String CROSSCHAIN = "crosschain";

    private final Point point;

    SystemViews(Point point) {
        this.point = point;
    }

    Optional<ContractRecord> contract(String name) {
        return registry()
                .flatMap(registry -> known(
                        () -> registry.getContract(new GetContractRequest(name)).contract()));
    }

    Optional<ContractRecord> contractAt(Address address) {
        return registry()
                .flatMap(registry -> known(() -> registry.getContractAt(new GetContractAtRequest(address))
                        .contract()));
    }

    Bytes descriptor(String name) {
        return registry()
                .flatMap(registry -> known(() ->
                        registry.getDescriptor(new GetDescriptorRequest(name)).descriptor()))
                .orElse(Bytes.EMPTY);
    }

    Optional<RegistryClient> registry() {
        return role(point.parts().rules().collection().registryContract())
                .map(address -> new RegistryClient((method, arguments) -> call(address, method, arguments)));
    }

    Optional<TokenClient> token() {
        return tokenAddress().map(address -> new TokenClient((method, arguments) -> call(address, method, arguments)));
    }

    Optional<Address> tokenAddress() {
        return member(TOKEN);
    }

    Optional<CrosschainClient> crosschain() {
        return member(CROSSCHAIN)
                .map(address -> new CrosschainClient((method, arguments) -> call(address, method, arguments)));
    }

    private Optional<Address> member(String name) {
        return point.parts().rules().collection().contract(name).isPresent() ? role(name) : Optional.empty();
    }

    AccountClient account(Address account) {
        return new AccountClient((method, arguments) -> call(account, method, arguments));
    }

    private Optional<Address> role(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(point.parts().rules().systemAddress(name));
    }

    private Bytes call(Address contract, String method, Bytes arguments) {
        return point.call(SystemAddresses.KERNEL, contract, method, arguments);
    }

    private interface Question<T> {
        T ask();
    }

    private static <T> Optional<T> known(Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (ContractFailure failure) {
            if (failure.code().number() == RegistryFailure.NAME_UNKNOWN.number()) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
