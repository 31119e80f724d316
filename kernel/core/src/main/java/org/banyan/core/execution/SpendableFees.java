package org.banyan.core.execution;

import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Height;

/** How much an account can spend on fees, as the contract in the fee role says. */
public final class SpendableFees {
    private final ChainRules rules;
    private final Views views;

    public SpendableFees(ChainRules rules, Views views) {
        this.rules = rules;
        this.views = views;
    }

    /** Zero when the chain has no fee contract. */
    public Amount of(Address account, StateView state) {
        if (rules.feeContract().isEmpty()) {
            return Amount.ZERO;
        }
        var environment =
                new BlockEnvironment(Height.GENESIS, rules.specification().genesisTime(), SystemAddresses.KERNEL);
        try {
            return FeeRole.amount(views.call(
                    state,
                    environment,
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
