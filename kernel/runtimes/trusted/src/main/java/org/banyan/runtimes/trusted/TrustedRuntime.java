package org.banyan.runtimes.trusted;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.contract.BatchRunner;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractInterface;
import org.banyan.contract.TrustedContract;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runtime category 1: the collection's own classes, named by (name, version). They come from the class path and, on development nodes, from a folder of jars
 * that is looked at again whenever something unknown is asked for.
 *
 * <p>TRUSTED CODE RUNS WITH THE NODE'S RIGHTS: it can read keys, files and the network. Only what the operator would start as a program belongs here. One
 * (name, version) never changes while the process runs: a jar that offers it again is ignored and named in the log. How batches are run is the node's choice and
 * changes no result. Thread-safe. Source: DESIGN.md 4.
 */
public final class TrustedRuntime implements ContractRuntime {
    /** Contracts kept at once. */
    public static final int CONTRACTS_MAX = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TrustedRuntime.class);
    private static final RuleId HAS_CODE = new RuleId("TRUSTED-1");
    private static final RuleId UNKNOWN = new RuleId("TRUSTED-2");
    private static final RuleId FOREIGN = new RuleId("TRUSTED-3");

    private final BatchRunner batches;
    private final Optional<ContractFolder> folder;
    private final Map<Id, Contract> contracts = new TreeMap<>();

    private record Id(String name, int version) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int order = name.compareTo(other.name);
            return order != 0 ? order : Integer.compare(version, other.version);
        }
    }

    /** The contracts of the class path, with batches as loops. */
    public TrustedRuntime() {
        this(BatchRunner.SEQUENTIAL);
    }

    /** The contracts of the class path. */
    public TrustedRuntime(BatchRunner batches) {
        this(batches, List.of(), Optional.empty());
    }

    /**
     * Also has contracts that the class path does not offer by itself, and those of a folder of jars. For development chains only: what is in the folder decides
     * what a block means.
     */
    public static TrustedRuntime forDevelopment(
            BatchRunner batches, List<? extends TrustedContract> more, Optional<ContractFolder> folder) {
        return new TrustedRuntime(batches, more, folder);
    }

    private TrustedRuntime(BatchRunner batches, List<? extends TrustedContract> more, Optional<ContractFolder> folder) {
        this.batches = batches;
        this.folder = folder;
        ContractFolder.onClassPath().forEach(this::keep);
        more.forEach(offered -> keep(offered.create()));
        folder.ifPresent(jars -> {
            LOG.warn("trusted contracts are loaded from {}: they run with all rights of this process", jars.path());
            reload();
        });
    }

    private void keep(Contract contract) {
        ContractInterface described = contract.describe();
        Contract other =
                contracts.put(new Id(described.name(), described.version()), new BatchingContract(contract, batches));
        if (other != null) {
            throw new IllegalStateException("the class path has contract " + described.name() + " version "
                    + described.version() + " twice; remove one of the jars that offer it");
        }
    }

    @Override
    public int category() {
        return CodeBinding.TRUSTED;
    }

    @Override
    public Verdict audit(CodeBinding code) {
        if (code.category() != category()) {
            return Verdict.rejected(FOREIGN, "code of category " + code.category() + " is not trusted code");
        }
        if (!code.code().isEmpty()) {
            return Verdict.rejected(
                    HAS_CODE,
                    "trusted code is named by name and version; leave the code empty instead of sending "
                            + code.code().size() + " bytes");
        }
        return load(code).isPresent()
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        UNKNOWN,
                        "this chain's nodes have no trusted contract " + code.name() + " version " + code.version());
    }

    @Override
    public synchronized Optional<Contract> load(CodeBinding code) {
        if (code.category() != category()) {
            return Optional.empty();
        }
        Id id = new Id(code.name(), code.version());
        if (!contracts.containsKey(id)) {
            reload();
        }
        return Optional.ofNullable(contracts.get(id));
    }

    private void reload() {
        folder.ifPresent(jars -> jars.fresh().forEach(this::offer));
    }

    private void offer(Contract contract) {
        ContractInterface described = contract.describe();
        Id id = new Id(described.name(), described.version());
        if (contracts.containsKey(id)) {
            LOG.warn(
                    "contract {} version {} is loaded already and stays as it is; raise its version, or restart the node on a fresh chain",
                    id.name(),
                    id.version());
        } else if (contracts.size() >= CONTRACTS_MAX) {
            LOG.warn("contract {} is ignored: {} contracts are loaded, the most this runtime keeps", id, CONTRACTS_MAX);
        } else {
            contracts.put(id, new BatchingContract(contract, batches));
            LOG.info("loaded trusted contract {} version {}", id.name(), id.version());
        }
    }
}
