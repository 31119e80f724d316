package org.banyan.drivers.exec.akka;

import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.execution.TaskRunnerFactory;

/** Makes {@link AkkaTaskRunner}s, as {@code akka}. */
public final class AkkaTaskRunnerFactory implements TaskRunnerFactory {
    @Override
    public String id() {
        return "akka";
    }

    @Override
    public TaskRunner create(int workers) {
        return new AkkaTaskRunner(workers);
    }
}
