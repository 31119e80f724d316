package org.banyan.simulation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AuthorizationContext;
import org.banyan.contract.CallSite;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;

/** Mistakes in the code of system contracts. */
final class ContractMutants {
    private ContractMutants() {}

    /** What a fee limit left is given back twice. */
    static Contract refundedTwice(Contract sound) {
        return new Changed(sound) {
            @Override
            public Bytes call(String method, Bytes arguments, ContractContext context) {
                if (method.equals("SettleFees")) {
                    super.call(method, arguments, context);
                }
                return super.call(method, arguments, context);
            }
        };
    }

    /** A transfer of more than there is succeeds, and moves nothing. */
    static Contract overdraftSucceeds(Contract sound) {
        return new Changed(sound) {
            @Override
            public Bytes call(String method, Bytes arguments, ContractContext context) {
                try {
                    return super.call(method, arguments, context);
                } catch (ContractFailure failed) {
                    if (method.equals("Transfer")) {
                        return Bytes.EMPTY;
                    }
                    throw failed;
                }
            }
        };
    }

    /** The contract counts its calls in the process, so each node has its own result. */
    static Contract remembers(Contract sound) {
        AtomicLong calls = new AtomicLong();
        return new Changed(sound) {
            @Override
            public Bytes call(String method, Bytes arguments, ContractContext context) {
                if (method.equals("Transfer") && calls.incrementAndGet() % 7 == 0) {
                    context.emit("seventh", Bytes.EMPTY);
                }
                return super.call(method, arguments, context);
            }
        };
    }

    /** Anybody may act for a key account. */
    static Contract anybodyAuthorizes(Contract sound) {
        return new Changed(sound) {
            @Override
            public boolean authorize(AuthorizationContext context) {
                return true;
            }
        };
    }

    private abstract static class Changed implements Contract {
        private final Contract sound;

        Changed(Contract sound) {
            this.sound = sound;
        }

        @Override
        public ContractInterface describe() {
            return sound.describe();
        }

        @Override
        public Bytes call(String method, Bytes arguments, ContractContext context) {
            return sound.call(method, arguments, context);
        }

        @Override
        public void check(String method, Bytes arguments) {
            sound.check(method, arguments);
        }

        @Override
        public AccessSet access(String method, Bytes arguments, CallSite site) {
            return sound.access(method, arguments, site);
        }

        @Override
        public boolean authorize(AuthorizationContext context) {
            return sound.authorize(context);
        }
    }

    /** The runtime with the mutant in the place of a contract. */
    static List<ContractRuntime> runtime(List<ContractRuntime> sound, String name, UnaryOperator<Contract> mutation) {
        ContractRuntime trusted = sound.getFirst();
        Contract mutant = mutation.apply(trusted.load(new CodeBinding(CodeBinding.TRUSTED, name, 1, Bytes.EMPTY))
                .orElseThrow());
        return List.of(new ContractRuntime() {
            @Override
            public int category() {
                return trusted.category();
            }

            @Override
            public Verdict audit(CodeBinding code) {
                return trusted.audit(code);
            }

            @Override
            public Optional<Contract> load(CodeBinding code) {
                return code.name().equals(name) ? Optional.of(mutant) : trusted.load(code);
            }
        });
    }
}
