package org.banyan.node.host;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.spi.crypto.CryptoSuiteFactory;
import org.banyan.spi.execution.TaskRunnerFactory;
import org.banyan.spi.family.TransactionFamily;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.spi.network.NetworkFactory;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.spi.store.KeyValueStoreFactory;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;

/** What this process can run chains with. Chain specifications and configuration choose among them by id. */
public record Plugins(
        List<CryptoSuiteFactory> suites,
        List<KeyValueStoreFactory> stores,
        List<ConsensusFactory> consensuses,
        List<ContractRuntime> runtimes,
        List<TransactionFamily> families,
        List<HeaderExtensionRule> extensions,
        List<TaskRunnerFactory> runners,
        List<NetworkFactory> networks) {
    public Plugins {
        suites = List.copyOf(suites);
        stores = List.copyOf(stores);
        consensuses = List.copyOf(consensuses);
        runtimes = List.copyOf(runtimes);
        families = List.copyOf(families);
        extensions = List.copyOf(extensions);
        runners = List.copyOf(runners);
        networks = List.copyOf(networks);
    }

    /** Everything on the class path. */
    public static Plugins found() {
        return new Plugins(
                load(CryptoSuiteFactory.class),
                load(KeyValueStoreFactory.class),
                load(ConsensusFactory.class),
                load(ContractRuntime.class),
                load(TransactionFamily.class),
                load(HeaderExtensionRule.class),
                load(TaskRunnerFactory.class),
                load(NetworkFactory.class));
    }

    private static <T> List<T> load(Class<T> kind) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The same with {@code runtime} in place of another of its category. */
    public Plugins with(ContractRuntime runtime) {
        List<ContractRuntime> others = new ArrayList<>(runtimes);
        others.removeIf(other -> other.category() == runtime.category());
        others.add(runtime);
        return new Plugins(suites, stores, consensuses, others, families, extensions, runners, networks);
    }

    /** The same with other drivers of stores. */
    public Plugins with(List<KeyValueStoreFactory> drivers) {
        return new Plugins(suites, drivers, consensuses, runtimes, families, extensions, runners, networks);
    }

    /**
     * The consensus that the chain's rules are of.
     *
     * @throws MissingPluginException if a plug-in that it names is not there
     * @throws IllegalArgumentException if its parameters are not valid
     */
    public Consensus consensus(ChainSpecification specification) {
        CryptoSuite suite = suite(specification.cryptoSuite());
        return consensus(specification.consensus().id())
                .create(new ConsensusFactory.ChainParameters(
                        specification.id(suite.hash()),
                        specification.genesisTime(),
                        specification.consensus().slotMillis(),
                        specification.consensus().parameters(),
                        suite));
    }

    /** @throws MissingPluginException if no driver makes the suite */
    public CryptoSuite suite(String id) {
        List<String> known = new ArrayList<>();
        for (CryptoSuiteFactory factory : suites) {
            if (factory.ids().contains(id)) {
                return factory.create(id);
            }
            known.addAll(factory.ids());
        }
        throw new MissingPluginException("crypto suite", id, known);
    }

    /** @throws MissingPluginException if there is no such driver */
    public KeyValueStoreFactory store(String name) {
        return stores.stream()
                .filter(factory -> factory.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MissingPluginException(
                        "store engine",
                        name,
                        stores.stream().map(KeyValueStoreFactory::name).toList()));
    }

    /** @throws MissingPluginException if there is no such plug-in */
    public ConsensusFactory consensus(String id) {
        return consensuses.stream()
                .filter(factory -> factory.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new MissingPluginException(
                        "consensus",
                        id,
                        consensuses.stream().map(ConsensusFactory::id).toList()));
    }

    /** @throws MissingPluginException if there is no such driver */
    public TaskRunnerFactory runner(String id) {
        return runners.stream()
                .filter(factory -> factory.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new MissingPluginException(
                        "runner",
                        id,
                        runners.stream().map(TaskRunnerFactory::id).toList()));
    }

    /** @throws MissingPluginException if there is no such driver */
    public NetworkFactory network(String id) {
        return networks.stream()
                .filter(factory -> factory.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new MissingPluginException(
                        "network", id, networks.stream().map(NetworkFactory::id).toList()));
    }
}
