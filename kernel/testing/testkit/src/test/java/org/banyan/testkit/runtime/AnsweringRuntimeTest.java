package org.banyan.testkit.runtime;

import org.banyan.contract.CodeBinding;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Bytes;

class AnsweringRuntimeTest implements ContractRuntimeContract {
    @Override
    public ContractRuntime runtime() {
        return new AnsweringRuntime();
    }

    @Override
    public CodeBinding sound() {
        return new CodeBinding(AnsweringRuntime.CATEGORY, "oracle", 3, Bytes.utf8("42"));
    }

    @Override
    public CodeBinding unsound() {
        return new CodeBinding(AnsweringRuntime.CATEGORY, "oracle", 3, Bytes.EMPTY);
    }
}
