package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractInterface;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;

/** The trusted runtime of a test: the contract objects that the test made. */
final class GivenContracts implements ContractRuntime {
    private final List<Contract> contracts = new ArrayList<>();

    GivenContracts(List<Contract> contracts) {
        for (Contract contract : contracts) {
            ContractInterface described = contract.describe();
            if (find(described.name(), described.version()).isPresent()) {
                throw new IllegalArgumentException("contract " + described.name() + " version " + described.version()
                        + " is given twice; give each once");
            }
            this.contracts.add(contract);
        }
    }

    @Override
    public int category() {
        return CodeBinding.TRUSTED;
    }

    @Override
    public Verdict audit(CodeBinding code) {
        return code.code().isEmpty() && load(code).isPresent()
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        new RuleId("TRUSTED-2"),
                        "this test gave no contract " + code.name() + " version " + code.version()
                                + ", or code came with it");
    }

    @Override
    public Optional<Contract> load(CodeBinding code) {
        return find(code.name(), code.version());
    }

    private Optional<Contract> find(String name, int version) {
        return contracts.stream()
                .filter(contract -> contract.describe().name().equals(name)
                        && contract.describe().version() == version)
                .findFirst();
    }
}
