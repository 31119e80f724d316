package org.banyan.testkit.runtime;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.AccessSet;
import org.banyan.contract.CallSite;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractInterface;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;

/** Runs contracts whose deployed code is the answer that every call gets, in up to {@value #CODE_BYTES_MAX} bytes. Stateless, thread-safe. */
public final class AnsweringRuntime implements ContractRuntime {
    public static final int CATEGORY = 1_000;
    public static final int CODE_BYTES_MAX = 1024;

    private static final RuleId MALFORMED = new RuleId("ANSWERING-1");

    @Override
    public int category() {
        return CATEGORY;
    }

    @Override
    public Verdict audit(CodeBinding code) {
        boolean sound = code.category() == CATEGORY
                && !code.code().isEmpty()
                && code.code().size() <= CODE_BYTES_MAX;
        return sound
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        MALFORMED, "the code of an answering contract has 1 to " + CODE_BYTES_MAX + " bytes");
    }

    @Override
    public Optional<Contract> load(CodeBinding code) {
        return audit(code).isAccepted() ? Optional.of(new Answering(code)) : Optional.empty();
    }

    private record Answering(CodeBinding binding) implements Contract {
        @Override
        public ContractInterface describe() {
            return new ContractInterface(binding.name(), binding.version(), "test.Answering", List.of(), Bytes.EMPTY);
        }

        @Override
        public Bytes call(String method, Bytes arguments, ContractContext context) {
            return binding.code();
        }

        @Override
        public void check(String method, Bytes arguments) {}

        @Override
        public AccessSet access(String method, Bytes arguments, CallSite site) {
            return AccessSet.UNKNOWN;
        }
    }
}
