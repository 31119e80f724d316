package org.banyan.core.execution;

import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Height;

/** How much an account can spend on fees, as the contract in the fee role says. */
public final class SpendableFees {
    /** Accounts that share what was read for them; keeps that small. */
    private static final int ASKED_MAX = 256;

    private final ChainRules rules;
    private final Views views;

    public SpendableFees(ChainRules rules, Views views) {
        this.rules = rules;
        this.views = views;
    }

    /** Asks about accounts on one state, which does not change meanwhile. Confined to one thread. */
    public Asking on(StateView state) {
        return new Asking(state);
    }

    /** The answers on one state. */
    public final class Asking {
        private final StateView state;
        private final BlockEnvironment environment =
                new BlockEnvironment(Height.GENESIS, rules.specification().genesisTime(), SystemAddresses.KERNEL);
        private Views.Series series;
        private int asked;

        private Asking(StateView state) {
            this.state = state;
            this.series = views.new Series(state, environment);
        }

        /** What the account can spend; zero when the chain has no fee contract. */
        public Amount of(Address account) {
            if (rules.feeContract().isEmpty()) {
                return Amount.ZERO;
            }
            if (++asked % ASKED_MAX == 0) {
                series = views.new Series(state, environment);
            }
            try {
                return FeeRole.amount(series.call(
                        SystemAddresses.KERNEL,
                        rules.feeContract().get(),
                        FeeRole.SPENDABLE,
                        FeeRole.account(account)));
            } catch (ContractFailure failure) {
                throw new IllegalStateException(
                        "the fee contract cannot tell what an account can spend: " + failure.text(), failure);
            }
        }
    }
}
