package org.banyan.contract.test;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
