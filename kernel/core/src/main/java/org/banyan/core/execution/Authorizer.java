package org.banyan.core.execution;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.AuthorizationContext;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.family.TransactionTerms;
import org.banyan.spi.store.StoreException;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.PublicKey;

/**
 * Asks each account whether the signers may act for it, against the parent block's state: changes of an account's keys take effect in the next block.
 *
 * <p>An account reads its own state only, at most {@value #READS_MAX} values. On a chain without an account contract an account obeys the one key that its
 * address is made of.
 */
final class Authorizer {
    static final int READS_MAX = 64;

    private final ChainRules rules;
    private final ContractDirectory directory;

    Authorizer(ChainRules rules, ContractDirectory directory) {
        this.rules = rules;
        this.directory = directory;
    }

    Optional<Verdict.Rejected> authorize(TransactionTerms terms, List<PublicKey> signers, StateView state) {
        for (Address account : terms.authorizers()) {
            if (!mayAct(account, signers, state)) {
                return Optional.of(TransactionRule.TX_UNAUTHORIZED.because(
                        "the signatures do not authorize account " + account + "; sign with its keys"));
            }
        }
        return Optional.empty();
    }

    private boolean mayAct(Address account, List<PublicKey> signers, StateView state) {
        Optional<Contract> code = directory.find(account, state);
        if (code.isEmpty()) {
            return signers.stream().anyMatch(key -> rules.suite().addressOf(key).equals(account));
        }
        try {
            return code.get().authorize(new Context(account, signers, state));
        } catch (StoreException | MissingCodeException fault) {
            throw fault;
        } catch (RuntimeException refused) {
            // a failure, or an account whose code broke: nobody may act for it, and no account can stop a node
            return false;
        }
    }

    private final class Context implements AuthorizationContext {
        private final Address self;
        private final List<PublicKey> signers;
        private final StateView state;
        private int reads;

        private Context(Address self, List<PublicKey> signers, StateView state) {
            this.self = self;
            this.signers = signers;
            this.state = state;
        }

        @Override
        public Address self() {
            return self;
        }

        @Override
        public List<PublicKey> signers() {
            return signers;
        }

        @Override
        public Address addressOf(PublicKey key) {
            return rules.suite().addressOf(key);
        }

        @Override
        public Optional<Bytes> read(Bytes key) {
            if (++reads > READS_MAX) {
                throw new ContractFailure(
                        CommonFailure.LIMIT_EXCEEDED, "an account reads at most " + READS_MAX + " values");
            }
            return state.get(new StateKey(self, key));
        }
    }
}
