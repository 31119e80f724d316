package org.banyan.core.execution;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.contract.SystemAddresses;
import org.banyan.spi.family.TransactionFamily;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Address;
import org.banyan.types.ChainId;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ContractCollection;

/**
 * A chain's specification with the plug-ins it names: everything execution needs that never changes while the collection stays. Immutable, thread-safe as
 * its plug-ins are.
 */
public final class ChainRules {
    private final ChainSpecification specification;
    private final ChainId chainId;
    private final CryptoSuite suite;
    private final Optional<Address> feeContract;
    private final Optional<Address> registryContract;
    private final NavigableMap<Integer, ContractRuntime> runtimes = new TreeMap<>();
    private final NavigableMap<Integer, TransactionFamily> families = new TreeMap<>();
    private final NavigableMap<String, ConsensusFactory> lightClients = new TreeMap<>();

    /**
     * @param consensuses whose chains can be followed; those that the collection lists are kept
     * @throws IllegalArgumentException if the collection lists a light client that is not among them
     */
    public ChainRules(
            ChainSpecification specification,
            CryptoSuite suite,
            Iterable<? extends ContractRuntime> runtimes,
            Iterable<? extends TransactionFamily> families,
            Iterable<? extends ConsensusFactory> consensuses) {
        this.specification = specification;
        this.suite = suite;
        this.chainId = specification.id(suite.hash());
        this.feeContract = role(collection().feeContract());
        this.registryContract = role(collection().registryContract());
        runtimes.forEach(runtime -> this.runtimes.put(runtime.category(), runtime));
        families.forEach(family -> this.families.put(family.id(), family));
        AccountFamily account = new AccountFamily();
        this.families.put(account.id(), account);
        List<String> listed = specification.collection().lightClients();
        consensuses.forEach(consensus -> {
            if (listed.contains(consensus.id())) {
                lightClients.put(consensus.id(), consensus);
            }
        });
        for (String id : listed) {
            if (!lightClients.containsKey(id)) {
                throw new IllegalArgumentException("the chain's collection lists a light client of consensus '" + id
                        + "', which this node does not have; add its jar to the class path");
            }
        }
    }

    public ChainSpecification specification() {
        return specification;
    }

    public ContractCollection collection() {
        return specification.collection();
    }

    public ChainId chainId() {
        return chainId;
    }

    public CryptoSuite suite() {
        return suite;
    }

    Optional<ContractRuntime> runtime(int category) {
        return Optional.ofNullable(runtimes.get(category));
    }

    public Optional<TransactionFamily> family(int id) {
        return Optional.ofNullable(families.get(id));
    }

    /** Follows chains of that consensus, if the collection lists it. */
    Optional<ConsensusFactory> lightClient(String consensus) {
        return Optional.ofNullable(lightClients.get(consensus));
    }

    /** Address of a system contract. */
    public Address systemAddress(String name) {
        return SystemAddresses.of(name, suite);
    }

    /** The contract in the role that the kernel charges fees through, if the chain has one. */
    public Optional<Address> feeContract() {
        return feeContract;
    }

    Optional<Address> registryContract() {
        return registryContract;
    }

    private Optional<Address> role(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(systemAddress(name));
    }
}
