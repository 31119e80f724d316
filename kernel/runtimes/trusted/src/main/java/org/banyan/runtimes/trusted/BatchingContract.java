package org.banyan.runtimes.trusted;

import org.banyan.contract.AccessSet;
import org.banyan.contract.AuthorizationContext;
import org.banyan.contract.BatchContext;
import org.banyan.contract.BatchRunner;
import org.banyan.contract.CallSite;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractInterface;
import org.banyan.types.Bytes;

/** A contract whose calls can run batches. */
record BatchingContract(Contract contract, BatchRunner runner) implements Contract {
    @Override
    public ContractInterface describe() {
        return contract.describe();
    }

    @Override
    public Bytes call(String method, Bytes arguments, ContractContext context) {
        return contract.call(method, arguments, new BatchContext(context, runner));
    }

    @Override
    public void check(String method, Bytes arguments) {
        contract.check(method, arguments);
    }

    @Override
    public AccessSet access(String method, Bytes arguments, CallSite site) {
        return contract.access(method, arguments, site);
    }

    @Override
    public boolean authorize(AuthorizationContext context) {
        return contract.authorize(context);
    }
}
