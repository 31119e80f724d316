package org.banyan.contract.test;

import java.util.function.Consumer;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AuthorizationContext;
import org.banyan.contract.BatchContext;
import org.banyan.contract.BatchRunner;
import org.banyan.contract.CallSite;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.types.Bytes;

/** Tells of the exceptions that the contract's code breaks with: the receipt names only their kind, a test wants the stack. */
record WatchedContract(Contract watched, BatchRunner batches, Consumer<RuntimeException> faults) implements Contract {
    @Override
    public ContractInterface describe() {
        return watched.describe();
    }

    @Override
    public Bytes call(String method, Bytes arguments, ContractContext context) {
        try {
            return watched.call(method, arguments, new BatchContext(context, batches));
        } catch (ContractFailure failed) {
            throw failed;
        } catch (RuntimeException fault) {
            faults.accept(fault);
            throw fault;
        }
    }

    @Override
    public void check(String method, Bytes arguments) {
        watched.check(method, arguments);
    }

    @Override
    public AccessSet access(String method, Bytes arguments, CallSite site) {
        return watched.access(method, arguments, site);
    }

    @Override
    public boolean authorize(AuthorizationContext context) {
        return watched.authorize(context);
    }
}
