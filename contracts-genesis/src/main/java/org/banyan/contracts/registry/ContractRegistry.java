package org.banyan.contracts.registry;

import java.util.List;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.SystemAddresses;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** Names, code and descriptors of a chain's contracts (LemoChain whitepaper 6.1: registration with a check of the code and a cost by its size). */
public final class ContractRegistry implements Registry {
    static final int LISTED_DEFAULT = 100;
    static final int LISTED_MAX = 1000;

    /** So that a page is right however many names there are; the cost limit of the call bounds the scan. */
    static final int SCANNED_MAX = Integer.MAX_VALUE;

    @Override
    public DeployReply deploy(RegistryContext context, DeployRequest request) {
        requireName(context, request.name());
        if (context.state().contract(request.name()).isPresent()) {
            throw context.fail(RegistryFailure.NAME_TAKEN, "a contract named " + request.name() + " exists already");
        }
        Address address = context.context().addressOfContract(context.caller(), Bytes.utf8(request.name()));
        bind(
                context,
                request.name(),
                address,
                request.version(),
                request.category(),
                context.caller(),
                request.code(),
                request.descriptor());
        return new DeployReply(address);
    }

    @Override
    public UpgradeReply upgrade(RegistryContext context, UpgradeRequest request) {
        ContractRecord known = known(context, request.name());
        if (!known.deployer().equals(context.caller())) {
            throw context.fail(RegistryFailure.NOT_DEPLOYER, "only " + known.deployer() + " upgrades " + known.name());
        }
        if (request.version() >= 0 && request.version() <= known.version()) {
            throw context.fail(
                    RegistryFailure.VERSION_NOT_NEWER, known.name() + " has version " + known.version() + " already");
        }
        bind(
                context,
                known.name(),
                known.address(),
                request.version(),
                known.category(),
                known.deployer(),
                request.code(),
                request.descriptor());
        return new UpgradeReply();
    }

    private static void bind(
            RegistryContext context,
            String name,
            Address address,
            int version,
            int category,
            Address deployer,
            Bytes code,
            Bytes descriptor) {
        if (version < 1) {
            throw context.fail(
                    RegistryFailure.VERSION_MALFORMED,
                    "a version is 1 to " + Integer.MAX_VALUE + ", not " + Integer.toUnsignedString(version));
        }
        context.context().bindCode(address, new CodeBinding(category, name, version, code));
        list(
                context,
                new ContractRecord(
                        name,
                        address,
                        version,
                        category,
                        deployer,
                        code.size(),
                        context.height().value()),
                descriptor);
    }

    private static void list(RegistryContext context, ContractRecord record, Bytes descriptor) {
        if (descriptor.isEmpty()) {
            throw context.fail(RegistryFailure.DESCRIPTOR_MALFORMED, "a contract needs the descriptor of its service");
        }
        context.state().contract(record.name()).set(record);
        context.state().descriptor(record.name()).set(descriptor);
        context.state().nameAt(record.address()).set(record.name());
        context.emit(new Deployed(record.name(), record.address(), record.version(), record.category()));
    }

    @Override
    public RegisterSystemReply registerSystem(RegistryContext context, RegisterSystemRequest request) {
        if (!context.caller().equals(SystemAddresses.KERNEL)) {
            throw context.fail(RegistryFailure.NOT_KERNEL, "only the kernel lists system contracts");
        }
        requireName(context, request.name());
        Address address = context.context().addressOfContract(SystemAddresses.KERNEL, Bytes.utf8(request.name()));
        list(
                context,
                new ContractRecord(
                        request.name(), address, request.version(), request.category(), SystemAddresses.KERNEL, 0, 0),
                request.descriptor());
        return new RegisterSystemReply();
    }

    @Override
    public GetContractReply getContract(RegistryContext context, GetContractRequest request) {
        return new GetContractReply(known(context, request.name()));
    }

    @Override
    public GetContractAtReply getContractAt(RegistryContext context, GetContractAtRequest request) {
        String name = context.state()
                .nameAt(request.address())
                .require(RegistryFailure.NAME_UNKNOWN, "no contract is registered at " + request.address());
        return new GetContractAtReply(known(context, name));
    }

    @Override
    public GetDescriptorReply getDescriptor(RegistryContext context, GetDescriptorRequest request) {
        return new GetDescriptorReply(context.state()
                .descriptor(request.name())
                .require(RegistryFailure.NAME_UNKNOWN, "there is no contract " + request.name()));
    }

    @Override
    public ListContractsReply listContracts(RegistryContext context, ListContractsRequest request) {
        int limit = request.limit() == 0 ? LISTED_DEFAULT : request.limit();
        limit = Integer.compareUnsigned(limit, LISTED_MAX) > 0 ? LISTED_MAX : limit;
        List<ContractRecord> found = context.state().contractEntries(SCANNED_MAX).stream()
                .map(RegistryState.ContractEntry::value)
                .filter(contract -> contract.name().compareTo(request.after()) > 0)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .limit(limit)
                .toList();
        return new ListContractsReply(found);
    }

    private static ContractRecord known(RegistryContext context, String name) {
        return context.state().contract(name).require(RegistryFailure.NAME_UNKNOWN, "there is no contract " + name);
    }

    private static void requireName(RegistryContext context, String name) {
        boolean formed = !name.isEmpty()
                && name.charAt(0) >= 'a'
                && name.charAt(0) <= 'z'
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
        if (!formed) {
            throw context.fail(
                    RegistryFailure.NAME_MALFORMED,
                    "a name is 1 to 32 lower case letters, digits and dashes, starting with a letter");
        }
    }
}
