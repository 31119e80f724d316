package org.banyan.drivers.crypto;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
