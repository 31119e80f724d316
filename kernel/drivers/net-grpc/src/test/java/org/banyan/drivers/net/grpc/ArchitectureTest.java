package org.banyan.drivers.net.grpc;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
