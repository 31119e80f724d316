package org.banyan.drivers.exec.akka;

import org.banyan.spi.execution.TaskRunner;
import org.banyan.testkit.execution.TaskRunnerContract;

class AkkaTaskRunnerTest implements TaskRunnerContract {
    @Override
    public TaskRunner runner(int workers) {
        AkkaTaskRunner runner = new AkkaTaskRunner(workers);
        runner.awaitWorkers();
        return runner;
    }
}
